import { Link, useLocation } from 'wouter';
import { t } from '@/lib/i18n';
import { useOutbox } from '@/lib/outbox';
import { useOnline } from '@/lib/online';
import { CloudIcon, OfflineIcon } from './icons';
import styles from './OutboxStatus.module.css';
import { useLasting } from './useLasting';

// A mark is usually sent before anyone could read that it waits.
const SHOWN_AFTER_MS = 1_500;

/** Whether the app is offline, how much waits to be sent, and what could not be saved. Quiet when all is well. */
export function OutboxStatus() {
  const online = useOnline();
  const { waiting, refused } = useOutbox();
  const waits = useLasting(waiting.length > 0, SHOWN_AFTER_MS);
  const [path] = useLocation();
  const counted = path !== '/outbox'; // that page tells the rest
  return (
    <div role="status" className={styles.status}>
      {!online && (
        <p className={styles.line}>
          <OfflineIcon size={20} />
          {t('offline.banner')}
        </p>
      )}
      {counted && waits && (
        <Link href="/outbox" className={styles.line}>
          <CloudIcon size={20} />
          {t('outbox.waiting.count', { count: waiting.length })}
        </Link>
      )}
      {counted && refused.length > 0 && (
        <Link href="/outbox" className={`${styles.line} ${styles.problem}`}>
          {t('outbox.refused.count', { count: refused.length })} <span>{t('outbox.refused.show')}</span>
        </Link>
      )}
    </div>
  );
}
