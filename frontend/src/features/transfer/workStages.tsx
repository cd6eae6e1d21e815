import { Button } from '@/components/Button';
import { FormAlert } from '@/components/Field';
import { formatPercent } from '@/components/charts';
import { describeError } from '@/lib/api/describe';
import { NetworkError } from '@/lib/api/errors';
import type { Import } from '@/lib/api/types';
import { t } from '@/lib/i18n';
import { formatBytes } from './describe';
import { ForgetButton } from './ForgetButton';
import { ProgressBar } from './ProgressBar';
import styles from './Transfer.module.css';
import { repeatUpload, useUpload, type Upload } from './uploads';

type Props = { known: Import };

function Uploading({ upload }: { upload: Upload }) {
  return (
    <>
      <ProgressBar label={t('transfer.upload.title')} part={upload.part} />
      <p className={styles.meta}>
        {t('transfer.upload.part', {
          part: formatPercent(upload.part),
          size: formatBytes(upload.file.size),
        })}
      </p>
      <p className={styles.meta}>{t('transfer.upload.text')}</p>
    </>
  );
}

function UploadFailed({ id, error }: { id: string; error: unknown }) {
  const cut = error instanceof NetworkError;
  return (
    <>
      <FormAlert text={cut ? describeError(error) : t('transfer.upload.refused')} />
      {cut && (
        <Button wide onClick={() => repeatUpload(id)}>
          {t('error.retry')}
        </Button>
      )}
    </>
  );
}

/** Until S3 has the file. What this tab does not send, another one may, or nobody any more. */
export function WaitingStage({ known }: Props) {
  const upload = useUpload(known.id);
  return (
    <section className={styles.card}>
      {upload?.state === 'sending' && <Uploading upload={upload} />}
      {upload?.state === 'sent' && <ProgressBar label={t('transfer.status.reading')} />}
      {upload?.state === 'failed' && <UploadFailed id={known.id} error={upload.error} />}
      {!upload && <p>{t('transfer.waiting.text')}</p>}
      <ForgetButton id={known.id} label={t('form.cancel')} />
    </section>
  );
}

export function ReadingStage({ known }: Props) {
  return (
    <section className={styles.card}>
      <ProgressBar label={t('transfer.status.reading')} />
      <p className={styles.meta}>{t('transfer.reading.text')}</p>
      <ForgetButton id={known.id} label={t('form.cancel')} />
    </section>
  );
}

export function ImportingStage({ known: { progress } }: Props) {
  const part = progress && progress.total > 0 ? progress.done / progress.total : undefined;
  return (
    <section className={styles.card}>
      <ProgressBar label={t('transfer.status.importing')} part={part} />
      {part !== undefined && <p className={styles.meta}>{formatPercent(part)}</p>}
      <p className={styles.meta}>{t('transfer.importing.text')}</p>
    </section>
  );
}
