import { useState, type KeyboardEvent } from 'react';
import type { Habit, WeekDay } from '@/lib/api/types';
import { describeEntry, meetsTarget } from '@/lib/habits';
import { locale, t } from '@/lib/i18n';
import { formatDay, type Day } from '@/lib/time/days';
import styles from './DayStrip.module.css';

type Props = { habit: Habit; week: WeekDay[]; onOpen: (day: Day) => void };

function look(habit: Habit, entry: WeekDay): string {
  if (entry.status === 'done') return (meetsTarget(habit, entry) ? styles.done : styles.partial) ?? '';
  if (entry.status === 'skip') return styles.skip ?? '';
  if (entry.frozen) return styles.held ?? '';
  return (entry.due ? '' : styles.rest) ?? '';
}

const nameOf = (habit: Habit, entry: WeekDay): string => {
  const day = formatDay(entry.date, locale(), { weekday: 'long', day: 'numeric', month: 'long' });
  return `${day}: ${describeEntry(habit, entry)}${entry.frozen ? `, ${t('status.held')}` : ''}`;
};

/**
 * Seven days back, oldest first; each opens its sheet. One stop of the Tab key: the arrows go from day to day.
 * Shapes differ as well as colours: full, half, dash, ring, point, and a diamond for a day that a freeze holds.
 */
export function DayStrip({ habit, week, onOpen }: Props) {
  const last = week.length - 1;
  const [active, setActive] = useState(last);
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const by = event.key === 'ArrowLeft' ? -1 : event.key === 'ArrowRight' ? 1 : 0;
    if (by === 0) return;
    event.preventDefault(); // the page's own arrows would change the day
    const next = Math.min(last, Math.max(0, active + by));
    setActive(next);
    (event.currentTarget.children[next] as HTMLElement | undefined)?.focus();
  };
  return (
    <div
      className={styles.strip}
      role="toolbar"
      aria-label={t('today.strip', { name: habit.name })}
      onKeyDown={onKeyDown}
    >
      {week.map((entry, index) => (
        <button
          key={entry.date}
          type="button"
          className={index === last ? `${styles.day} ${styles.shown}` : styles.day}
          tabIndex={index === active ? 0 : -1}
          aria-label={nameOf(habit, entry)}
          onFocus={() => setActive(index)}
          onClick={() => onOpen(entry.date)}
        >
          <span className={`${styles.dot} ${look(habit, entry)}`} aria-hidden="true" />
          <span aria-hidden="true">{formatDay(entry.date, locale(), { weekday: 'narrow' })}</span>
        </button>
      ))}
    </div>
  );
}
