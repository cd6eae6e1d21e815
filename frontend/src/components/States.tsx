import type { ReactNode } from 'react';
import { ApiError, hasStatus, isWakingUp } from '@/lib/api/errors';
import { describeError } from '@/lib/api/describe';
import { t } from '@/lib/i18n';
import { Button, ButtonLink } from './Button';
import styles from './States.module.css';

type EmptyProps = { title: string; text: string; action?: ReactNode };

/** Nothing here yet: says what belongs here and how to begin. */
export function EmptyState({ title, text, action }: EmptyProps) {
  return (
    <section className={styles.state}>
      <svg className={styles.art} viewBox="0 0 120 96" fill="none" aria-hidden="true">
        <rect x="22" y="12" width="76" height="72" rx="14" fill="currentColor" opacity="0.1" />
        <path
          d="M36 34h34M36 50h22"
          stroke="currentColor"
          strokeWidth="4"
          strokeLinecap="round"
          opacity="0.35"
        />
        <circle cx="84" cy="62" r="20" fill="var(--surface)" stroke="currentColor" strokeWidth="3.5" />
        <path
          d="M75 62.5l6.5 6.5L94 55.5"
          stroke="currentColor"
          strokeWidth="4"
          strokeLinecap="round"
          strokeLinejoin="round"
        />
      </svg>
      <h2>{title}</h2>
      <p>{text}</p>
      {action && <div className={styles.actions}>{action}</div>}
    </section>
  );
}

/** A failed read: what happened, what to do, and a button that does it. What is not there is not tried again. */
export function ErrorState({ error, onRetry }: { error: unknown; onRetry?: (() => void) | undefined }) {
  const missing = hasStatus(error, 404);
  const reference = error instanceof ApiError && !missing ? error.requestId : null;
  return (
    <section className={styles.state} role="alert">
      <h2>{t(missing ? 'missing.title' : 'error.title')}</h2>
      <p>{describeError(error)}</p>
      {reference && <p className={styles.small}>{t('error.reference', { id: reference })}</p>}
      <div className={styles.actions}>
        {missing && <ButtonLink href="/today">{t('missing.action')}</ButtonLink>}
        {!missing && onRetry && <Button onClick={onRetry}>{t('error.retry')}</Button>}
      </div>
    </section>
  );
}

type LoadingProps = { rows?: number; tall?: boolean; reason?: Error | null | undefined };

/** Shapes of what is coming. While the database wakes up (`reason` is its 503) it says so. */
export function Skeleton({ rows = 4, tall = false, reason = null }: LoadingProps) {
  return (
    <div className={styles.skeletons} role="status">
      {isWakingUp(reason) ? (
        <div className={styles.state}>
          <h2>{t('waking.title')}</h2>
          <p>{t('waking.text')}</p>
        </div>
      ) : (
        <span className="visually-hidden">{t('loading')}</span>
      )}
      {Array.from({ length: rows }, (_, index) => (
        <div key={index} className={tall ? `${styles.bone} ${styles.tall}` : styles.bone} />
      ))}
    </div>
  );
}
