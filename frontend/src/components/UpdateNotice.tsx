import { useEffect } from 'react';
import { useLocation } from 'wouter';
import { t } from '@/lib/i18n';
import { takeIfWanted, takeUpdate, useUpdate } from '@/lib/pwa/update';
import { Button } from './Button';
import styles from './OutboxStatus.module.css';

/** Says that a newer version of the app is ready, and takes it when asked to. */
export function UpdateNotice() {
  const update = useUpdate();
  const [path] = useLocation();
  useEffect(takeIfWanted, [path]);
  return (
    <div role="status">
      {update === 'wanted' && <p className={styles.line}>{t('update.typing')}</p>}
      {update === 'ready' && (
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
