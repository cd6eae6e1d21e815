import { useEffect, useRef } from 'react';
import { Loaded } from '@/components/Loaded';
import { Page } from '@/components/Page';
import type { Import } from '@/lib/api/types';
import { t } from '@/lib/i18n';
import { useImport, useRenewAll } from '@/lib/transfer';
import { DoneStage, FailedStage } from './endStages';
import { MappingForm } from './MappingForm';
import { Preview } from './Preview';
import styles from './Transfer.module.css';
import { useUpload } from './uploads';
import { ImportingStage, ReadingStage, WaitingStage } from './workStages';

// Imports whose result this tab has made room for.
const renewed = new Set<string>();

/** When an import is done all that is cached is out of date; once is enough. */
function useRenewWhenDone(known: Import | undefined): void {
  const renewAll = useRenewAll();
  const done = known?.status === 'done' ? known.id : null;
  useEffect(() => {
    if (done === null || renewed.has(done)) return;
    renewed.add(done);
    void renewAll();
  });
}

/** The address changes without its path, so the page itself takes the focus; and again when what had it is gone. */
function useHeadingFocus(status: string | undefined) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    window.scrollTo(0, 0);
    heading.current?.focus({ preventScroll: true });
  }, []);
  useEffect(() => {
    if (document.activeElement === document.body) heading.current?.focus({ preventScroll: true });
  }, [status]);
  return heading;
}

function Stage({ known }: { known: Import }) {
  switch (known.status) {
    case 'waiting':
      return <WaitingStage known={known} />;
    case 'reading':
      return <ReadingStage known={known} />;
    case 'needs_mapping':
      return known.columns && <MappingForm known={known} columns={known.columns} />;
    case 'ready':
      return known.preview && <Preview known={known} preview={known.preview} />;
    case 'importing':
      return <ImportingStage known={known} />;
    case 'done':
      return <DoneStage known={known} />;
    case 'failed':
      return <FailedStage known={known} />;
  }
}

/** One import, wherever it stands. Its address can be left and found again. */
export function OneImport({ id }: { id: string }) {
  const upload = useUpload(id);
  const query = useImport(id, upload?.state === 'sending');
  const known = query.data;
  const heading = useHeadingFocus(known?.status);
  useRenewWhenDone(known);
  const title = known?.file_name ?? t('transfer.import.title');
  return (
    <Page
      title={title}
      back="/import"
      heading={
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
      }
    >
      <p role="status" className="visually-hidden">
        {known && t(`transfer.status.${known.status}`)}
      </p>
      <div className={styles.stage}>
        <Loaded query={query}>{(data) => <Stage known={data} />}</Loaded>
      </div>
    </Page>
  );
}
