import type { ComponentProps } from 'react';
import { Button } from '@/components/Button';
import { Loaded } from '@/components/Loaded';
import { hasStatus, NetworkError } from '@/lib/api/errors';
import { t } from '@/lib/i18n';
import styles from './HabitPage.module.css';

type Props<Data> = ComponentProps<typeof Loaded<Data>>;

/** A part of the page: when it cannot be loaded, the rest stands, and a line says so in its place. */
export function LoadedPart<Data>(props: Props<Data>) {
  const { data, error, fetchStatus, refetch } = props.query;
  if (data !== undefined || !error || error instanceof NetworkError || fetchStatus !== 'idle')
    return <Loaded {...props} />;
  const missing = hasStatus(error, 404);
  return (
    <div className={styles.failed} role="status">
      <p>{t(missing ? 'habit.part.missing' : 'habit.part.failed')}</p>
      {!missing && (
        <Button look="bare" onClick={() => void refetch()}>
          {t('error.retry')}
        </Button>
      )}
    </div>
  );
}
