import { useId } from 'react';
import { Button, IconButton } from '@/components/Button';
import { CrossIcon } from '@/components/icons';
import { describeError } from '@/lib/api/describe';
import { ApiError } from '@/lib/api/errors';
import type { Upload } from '@/lib/files';
import { t } from '@/lib/i18n';
import styles from './Files.module.css';

/** Why it did not go, in words for this page. */
function explain(error: unknown): string {
  if (!(error instanceof ApiError)) return describeError(error);
  if (error.code === 'too-many-files') return t('files.many');
  if (error.code === 'files-full') return t('files.full');
  if (error.fields['/ref']) return t('files.unsaved');
  // S3 says only that it does not take it: the form has run out, or the file is not what was announced.
  return error.code === '' && error.status >= 400 && error.status < 500
    ? t('files.not_taken')
    : describeError(error);
}

type Props = { upload: Upload; onRepeat: () => void; onForget: () => void };

/** A file on its way, or one that did not get there. */
export function UploadItem({ upload, onRepeat, onForget }: Props) {
  const id = useId();
  const { file, state, part, error } = upload;
  return (
    <li className={styles.file} data-status={state}>
      <div className={styles.body}>
        <label className={styles.name} htmlFor={id}>
          {file.name}
        </label>
        {state === 'failed' ? (
          <>
            <p className={styles.reason} role="alert">
              {explain(error)}
            </p>
            <div>
              <Button look="quiet" onClick={onRepeat}>
                {t('error.retry')}
              </Button>
            </div>
          </>
        ) : (
          <progress id={id} value={part} />
        )}
      </div>
      <IconButton label={t('files.stop', { name: file.name })} onClick={onForget}>
        <CrossIcon size={20} />
      </IconButton>
    </li>
  );
}
