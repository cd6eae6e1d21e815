import { useState } from 'react';
import { useLocation } from 'wouter';
import { Field, FormAlert, Notice } from '@/components/Field';
import { Page } from '@/components/Page';
import type { ImportSource } from '@/lib/api/types';
import { t } from '@/lib/i18n';
import { useOnline } from '@/lib/online';
import { useImportActions } from '@/lib/transfer';
import { explain } from './explain';
import { FilePicker } from './FilePicker';
import { HowTo } from './HowTo';
import { ImportList } from './ImportList';
import { fileRefusal, shortName, SOURCES } from './sources';
import styles from './Transfer.module.css';
import { beginUpload } from './uploads';

/** Announces the chosen file, begins its upload and goes to its page. */
function useStart() {
  const [, navigate] = useLocation();
  const { announce } = useImportActions();
  const [alert, setAlert] = useState<string | null>(null);
  const start = async (file: File, source: ImportSource) => {
    const refusal = fileRefusal(file);
    setAlert(refusal);
    if (refusal) return;
    try {
      const announced = { name: shortName(file.name), size: file.size };
      const { id, upload } = await announce.mutateAsync({ file: announced, source });
      beginUpload(id, upload, file);
      navigate(`/import?id=${id}`);
    } catch (error) {
      setAlert(explain(error));
    }
  };
  return { start, alert, busy: announce.isPending };
}

/** The first step: which file. Says how to get it out of each app, and finds imports that were begun. */
export function StartImport() {
  const [source, setSource] = useState<ImportSource>('auto');
  const { start, alert, busy } = useStart();
  const online = useOnline();
  return (
    <Page title={t('transfer.import.title')} back="/settings">
      <p className={styles.text}>{t('transfer.import.text')}</p>
      {!online && <Notice text={t('transfer.offline')} />}
      <div className={styles.card}>
        <FilePicker disabled={!online || busy} busy={busy} onPick={(file) => void start(file, source)} />
        <FormAlert text={alert} />
        <Field label={t('transfer.source.label')} hint={t('transfer.source.hint')}>
          {(control) => (
            <select
              {...control}
              value={source}
              onChange={(event) => setSource(event.target.value as ImportSource)}
            >
              {SOURCES.map((value) => (
                <option key={value} value={value}>
                  {t(`transfer.source.${value}`)}
                </option>
              ))}
            </select>
          )}
        </Field>
      </div>
      <HowTo />
      <ImportList />
    </Page>
  );
}
