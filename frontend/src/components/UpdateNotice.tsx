import { t } from '@/lib/i18n';
import { takeUpdate, useUpdateWaiting } from '@/lib/pwa/update';
import { Button } from './Button';
import styles from './OutboxStatus.module.css';

/** Says that a newer version of the app is ready, and takes it when asked to. */
export function UpdateNotice() {
  const waiting = useUpdateWaiting();
  return (
    <div role="status">
      {waiting && (
        <div className={styles.line}>
          {t('update.ready')}
          <Button look="bare" onClick={takeUpdate}>
            {t('update.take')}
          </Button>
        </div>
      )}
    </div>
  );
}
