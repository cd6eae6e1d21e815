import { Card } from '@/components/Card';
import { FormAlert } from '@/components/Field';
import { Loaded } from '@/components/Loaded';
import type { StoredFile } from '@/lib/api/types';
import { describeError } from '@/lib/api/describe';
import { isUnderway, MOST_FILES, useDeleteFile, useFiles, useUploads } from '@/lib/files';
import { t } from '@/lib/i18n';
import { useOnline } from '@/lib/online';
import { useOutbox } from '@/lib/outbox';
import { laneOf } from '@/lib/outbox/edits';
import { useState } from 'react';
import styles from './Files.module.css';
import { FileButton } from './FileButton';
import { FileItem } from './FileItem';
import { UploadItem } from './UploadItem';

type Props = { purpose: 'task' | 'note'; of: string };

function useIsSaved(id: string): boolean {
  const { waiting, refused } = useOutbox();
  return ![...waiting, ...refused].some((edit) => edit.kind.endsWith('.create') && laneOf(edit) === id);
}

function List({ files, purpose, of }: Props & { files: StoredFile[] }) {
  const { uploads, send, repeat, forget } = useUploads(purpose, of);
  const remove = useDeleteFile({ purpose, ref: of });
  const [problem, setProblem] = useState<string | null>(null);
  const online = useOnline();
  const isSaved = useIsSaved(of);
  // What this tab is sending is shown as that, until the server works on it.
  const own = uploads.filter(({ state }) => state !== 'sent');
  const shown = files.filter(({ id }) => !own.some((upload) => upload.id === id));
  const removeOne = (id: string) => {
    setProblem(null);
    remove.mutate(id, { onError: (error) => setProblem(describeError(error)) });
  };
  return (
    <>
      {shown.length + own.length > 0 && (
        <ul className={styles.files}>
          {shown.map((file) => (
            <FileItem
              key={file.id}
              file={file}
              isHere={isUnderway(file.id) !== null}
              busy={remove.isPending && remove.variables === file.id}
              onRemove={() => removeOne(file.id)}
            />
          ))}
          {own.map((upload) => (
            <UploadItem
              key={upload.key}
              upload={upload}
              onRepeat={() => repeat(upload)}
              onForget={() => {
                forget(upload);
                if (upload.id !== null) removeOne(upload.id);
              }}
            />
          ))}
        </ul>
      )}
      <FormAlert text={problem} />
      {shown.length + own.length < MOST_FILES && (
        <FileButton
          purpose={purpose}
          disabled={!online || !isSaved}
          label={t('files.add')}
          onPick={(picked) => picked.slice(0, MOST_FILES - shown.length - own.length).forEach(send)}
        />
      )}
      <p className={styles.hint}>{t(!online ? 'files.offline' : isSaved ? 'files.hint' : 'files.unsaved')}</p>
    </>
  );
}

/** Pictures and documents of a task or a note. They need a network, and what they belong to has to be saved. */
export function Attachments(props: Props) {
  const query = useFiles({ purpose: props.purpose, ref: props.of });
  const isSaved = useIsSaved(props.of);
  return (
    <Card title={t('files.title')}>
      {isSaved ? (
        <Loaded query={query}>{(files) => <List {...props} files={files} />}</Loaded>
      ) : (
        <p className={styles.hint}>{t('files.unsaved')}</p>
      )}
    </Card>
  );
}
