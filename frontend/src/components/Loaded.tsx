import type { ReactNode } from 'react';
import { NetworkError } from '@/lib/api/errors';
import { t } from '@/lib/i18n';
import styles from './Loaded.module.css';
import { ErrorState, Skeleton } from './States';

/** What a query tells, as far as this needs it. */
type Read<Data> = {
  data: Data | undefined;
  error: Error | null;
  failureReason: Error | null;
  fetchStatus: 'fetching' | 'paused' | 'idle';
  isPlaceholderData: boolean;
  refetch: () => unknown;
};

/** Without a network and never loaded here: says so, instead of turning for ever. */
export function NotKnown() {
  return (
    <div className={styles.unknown} role="status">
      <p className={styles.title}>{t('habit.unknown.title')}</p>
      <p>{t('habit.unknown.text')}</p>
    </div>
  );
}

type Props<Data> = {
  query: Read<Data>;
  rows?: number;
  tall?: boolean;
  children: (data: Data) => ReactNode;
};

/**
 * Shows what a query knows. What is only the last answer's (`keepPreviousData`) stays, greyed, while the new one is on its
 * way, and is never taken for it: without a network the new one is not known.
 */
export function Loaded<Data>({ query, rows = 1, tall = false, children }: Props<Data>) {
  const { data, error, failureReason, fetchStatus, isPlaceholderData, refetch } = query;
  if (data !== undefined && !isPlaceholderData) return children(data);
  if (fetchStatus === 'paused' || (fetchStatus === 'idle' && error instanceof NetworkError))
    return <NotKnown />;
  if (error && fetchStatus === 'idle') return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Skeleton rows={rows} tall={tall} reason={failureReason} />;
  return (
    <div className={styles.previous} aria-busy="true">
      {children(data)}
    </div>
  );
}
