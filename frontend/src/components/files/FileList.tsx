import { useState } from 'react';
import { FormAlert } from '@/components/Field';
import { describeError } from '@/lib/api/describe';
import type { StoredFile } from '@/lib/api/types';
import { formatBytes, isUnderway, MOST_FILES, useDeleteFile, useStored, useUploads } from '@/lib/files';
import { locale, t } from '@/lib/i18n';
import { useOnline } from '@/lib/online';
import { useOutbox } from '@/lib/outbox';
import { laneOf } from '@/lib/outbox/edits';
import { FileButton } from './FileButton';
import { FileItem } from './FileItem';
import styles from './Files.module.css';
import { UploadItem } from './UploadItem';

export type Place = { purpose: 'task' | 'note' | 'checkin'; of: string };

/** Whether the server has what files would belong to: of a check-in `<habit>:<day>` that is the habit. */
export function useIsSaved(of: string): boolean {
  const { waiting, refused } = useOutbox();
  const [id] = of.split(':');
  return ![...waiting, ...refused].some((edit) => edit.kind.endsWith('.create') && laneOf(edit) === id);
}

type Props = Place & {
  files: StoredFile[];
  /** What is said of adding them. */
  add: string;
  /** Says also which files may be added. */
  explains?: boolean;
};

const NEARLY = 0.8;

/** How much room the person's files take of what there is; where little is said, only when there is little left. */
function Room({ always }: { always: boolean }) {
  const stored = useStored();
  if (!stored?.bytes || (!always && stored.bytes < NEARLY * stored.max_bytes)) return null;
  const [used = '', most = ''] = [stored.bytes, stored.max_bytes].map((bytes) =>
    formatBytes(bytes, locale()),
  );
  return <> {t('files.room', { used, most })}</>;
}

/** The files of one thing with those that are on their way to it, and adding more. */
export function FileList({ files, purpose, of, add, explains = false }: Props) {
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
          label={add}
          onPick={(picked) => picked.slice(0, MOST_FILES - shown.length - own.length).forEach(send)}
        />
      )}
      <p className={styles.hint}>
        {(explains || !online || !isSaved) &&
          t(!online ? 'files.offline' : isSaved ? 'files.hint' : 'files.unsaved')}
        {online && isSaved && <Room always={explains} />}
      </p>
    </>
  );
}
