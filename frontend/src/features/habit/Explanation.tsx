import { BalanceBars, formatPercent, formatPoints, fullDate, type TableData } from '@/components/charts';
import type { Habit, ScoreChange } from '@/lib/api/types';
import { t } from '@/lib/i18n';
import { daysBetween } from '@/lib/time/days';
import { describeMark } from './dayLook';
import styles from './ScoreChangeCard.module.css';

const REASONS = [
  'done',
  'partial',
  'missed',
  'not_done',
  'skip',
  'pause',
  'not_due',
  'over_limit',
  'within_limit',
] as const;

/** A reason in words; one that a later server gives and this app does not know is still counted. */
const nameOf = (reason: string): string => {
  const known = REASONS.find((each) => each === reason);
  return known ? t(`habit.reason.${known}`) : t('habit.reason.other');
};

/** Less than a twentieth of a point is nothing. */
const direction = (change: number): string =>
  Math.abs(change) < 0.0005 ? 'none' : change > 0 ? 'up' : 'down';

/** Reasons by what they did, the strongest first; those that did nothing are last. */
const sorted = (reasons: ScoreChange['reasons']) =>
  [...reasons].sort((one, other) => Math.abs(other.change) - Math.abs(one.change));

/** What the change is made of; the contributions add up to it. */
export function Explanation({ change }: { change: ScoreChange }) {
  return (
    <>
      <p className={styles.sum}>
        {t('habit.why.sum', {
          from: formatPercent(change.from.score),
          to: formatPercent(change.to.score),
          change: direction(change.change),
          points: formatPoints(change.change),
          days: daysBetween(change.from.date, change.to.date),
        })}
      </p>
      <BalanceBars
        bars={sorted(change.reasons).map(({ reason, days, change: value }) => ({
          key: reason,
          name: nameOf(reason),
          value,
          text: t('habit.why.points', { points: formatPoints(value) }),
          note: t('habit.why.count', { count: days }),
        }))}
      />
      <p className={styles.together}>
        <span>{t('habit.why.together')}</span>
        <span>{t('habit.why.points', { points: formatPoints(change.change) })}</span>
      </p>
    </>
  );
}

/** Day by day, newest first. */
export function tableOf(habit: Habit, change: ScoreChange): TableData {
  return {
    caption: t('habit.why.table'),
    head: [
      t('habit.table.date'),
      t('habit.table.status'),
      t('habit.why.reason'),
      t('habit.table.score'),
      t('habit.why.change'),
    ],
    rows: [...change.days]
      .reverse()
      .map((day) => [
        fullDate(day.date),
        describeMark(habit, { ...day, due: day.reason !== 'not_due' }),
        nameOf(day.reason),
        formatPercent(day.score),
        formatPoints(day.change),
      ]),
  };
}
