import { Link } from 'wouter';
import { IconButton, IconLink } from '@/components/Button';
import { LeftIcon, RightIcon } from '@/components/icons';
import { t } from '@/lib/i18n';
import { addDays, type Day } from '@/lib/time/days';
import { addressOf, dateOf, titleOf } from './dayNames';
import { DayPicker } from './DayPicker';
import styles from './DayHead.module.css';

/** The date, and the ways to its neighbours; there is none to tomorrow. */
export function DayHead({ day, today }: { day: Day; today: Day }) {
  return (
    <div className={styles.head}>
      <div className={styles.title}>
        <h1>{titleOf(day, today)}</h1>
        <p className={styles.date}>
          <time dateTime={day}>{dateOf(day, today)}</time>
          {day !== today && (
            <>
              {' · '}
              <Link href="/today" className={styles.back}>
                {t('today.back')}
              </Link>
            </>
          )}
        </p>
      </div>
      <DayPicker day={day} today={today} />
      <IconLink href={addressOf(addDays(day, -1), today)} label={t('today.previous')}>
        <LeftIcon />
      </IconLink>
      {day < today ? (
        <IconLink href={addressOf(addDays(day, 1), today)} label={t('today.next')}>
          <RightIcon />
        </IconLink>
      ) : (
        <IconButton label={t('today.next')} disabled>
          <RightIcon />
        </IconButton>
      )}
    </div>
  );
}

/** How far the day is; said aloud when it changes. */
export function ProgressLine({ done, due }: { done: number; due: number }) {
  const text =
    due === 0
      ? t('today.progress.none')
      : done >= due
        ? t('today.progress.all')
        : t('today.progress', { done, due });
  return (
    <div className={styles.progress}>
      <p className={styles.text} role="status" data-testid="progress">
        {text}
      </p>
      <div className={styles.bar} aria-hidden="true">
        <svg viewBox="0 0 100 8" preserveAspectRatio="none">
          <rect x="0" y="0" width={due === 0 ? 0 : Math.min(100, (done / due) * 100)} height="8" rx="1" />
        </svg>
      </div>
    </div>
  );
}
