import type { Habit, WeekDay } from '@/lib/api/types';
import { describeEntry, meetsTarget } from '@/lib/habits';
import { locale, t } from '@/lib/i18n';
import { formatDay } from '@/lib/time/days';
import styles from './WeekStrip.module.css';

function look(habit: Habit, entry: WeekDay): string {
  if (entry.status === 'done') return (meetsTarget(habit, entry) ? styles.done : styles.partial) ?? '';
  if (entry.status === 'skip') return styles.skip ?? '';
  return (entry.due ? '' : styles.rest) ?? '';
}

/** Seven days back, oldest first. Shapes differ as well as colours: full, half, dash, ring, point. */
export function WeekStrip({ habit, week }: { habit: Habit; week: WeekDay[] }) {
  const summary = week
    .map((entry) => `${formatDay(entry.date, locale(), { weekday: 'long' })} ${describeEntry(habit, entry)}`)
    .join(', ');
  return (
    <span className={styles.strip} role="img" aria-label={`${t('week.label')}: ${summary}`}>
      {week.map((entry, index) => (
        <span
          key={entry.date}
          className={`${styles.day} ${index === week.length - 1 ? styles.shown : ''}`}
          aria-hidden="true"
        >
          <span className={`${styles.dot} ${look(habit, entry)}`} />
          {formatDay(entry.date, locale(), { weekday: 'narrow' })}
        </span>
      ))}
    </span>
  );
}
