import { useState } from 'react';
import { Button } from '@/components/Button';
import { FormAlert } from '@/components/Field';
import { Loaded } from '@/components/Loaded';
import type { Export } from '@/lib/api/types';
import { t } from '@/lib/i18n';
import { fetchExport, useExports } from '@/lib/transfer';
import { formatBytes, formatInstant } from './describe';
import { explain } from './explain';
import { ProgressBar } from './ProgressBar';
import { ServerText } from './ServerText';
import styles from './Transfer.module.css';

/** Fetches the file. Its address is good for a quarter of an hour only, so it is asked for now. */
async function download(id: string): Promise<boolean> {
  const { url, file_name } = await fetchExport(id);
  if (url === null) return false;
  const link = document.createElement('a');
  link.href = url;
  link.download = file_name;
  link.click();
  return true;
}

function Download({ known, online }: { known: Export; online: boolean }) {
  const [busy, setBusy] = useState(false);
  const [alert, setAlert] = useState<string | null>(null);
  const run = async () => {
    setBusy(true);
    try {
      setAlert((await download(known.id)) ? null : t('transfer.exports.gone'));
    } catch (error) {
      setAlert(explain(error));
    }
    setBusy(false);
  };
  return (
    <>
      <FormAlert text={alert} />
      <Button look="quiet" disabled={!online} busy={busy} onClick={() => void run()}>
        {t('transfer.exports.download')}
        <span className="visually-hidden"> {known.file_name}</span>
      </Button>
    </>
  );
}

function Row({ known, online }: { known: Export; online: boolean }) {
  const about = [
    t(`transfer.format.${known.format}`),
    known.bytes === null ? null : formatBytes(known.bytes),
    formatInstant(known.created_at),
  ];
  return (
    <li className={styles.format}>
      <div>
        <p className={styles.name}>{known.file_name}</p>
        <p className={styles.meta}>{about.filter(Boolean).join(' · ')}</p>
        {known.status === 'failed' && (
          <p className={styles.failed}>
            {t('transfer.exports.failed')} {known.problem && <ServerText text={known.problem} />}
          </p>
        )}
        {known.status === 'ready' && known.url === null && (
          <p className={styles.meta}>{t('transfer.exports.gone')}</p>
        )}
        {known.status === 'working' && <ProgressBar label={t('transfer.exports.working')} />}
      </div>
      {known.status === 'ready' && known.url !== null && <Download known={known} online={online} />}
    </li>
  );
}

/** Exports of the last weeks; their files are kept for seven days. */
export function ExportList({ online }: { online: boolean }) {
  const query = useExports();
  const newest = query.data?.[0];
  return (
    <section className={styles.card} aria-labelledby="exports">
      <h2 id="exports">{t('transfer.exports.title')}</h2>
      <p role="status" className="visually-hidden">
        {newest && t(`transfer.exports.status.${newest.status}`, { name: newest.file_name })}
      </p>
      <Loaded query={query}>
        {(exports) =>
          exports.length === 0 ? (
            <p className={styles.meta}>{t('transfer.exports.empty')}</p>
          ) : (
            <ul>
              {exports.map((known) => (
                <Row key={known.id} known={known} online={online} />
              ))}
            </ul>
          )
        }
      </Loaded>
    </section>
  );
}
