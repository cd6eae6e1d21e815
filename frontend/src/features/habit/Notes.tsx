import { ChartCard, fullDate } from '@/components/charts';
import type { Checkin } from '@/lib/api/types';
import { t } from '@/lib/i18n';
import type { Day } from '@/lib/time/days';
import styles from './Notes.module.css';
import type { Sheet } from './years';

type Props = { checkins: Checkin[]; sheet: Sheet; onPick: (day: Day) => void };

/** What was written on the days that the calendar shows, newest first; each opens its day. */
export function Notes({ checkins, sheet, onPick }: Props) {
  const noted = checkins
    .filter(({ date, note }) => note !== null && sheet.first <= date && date <= sheet.last)
    .sort((one, other) => other.date.localeCompare(one.date));
  return (
    <ChartCard title={t('habit.notes.title')} hint={noted.length === 0 ? t('habit.notes.empty') : undefined}>
      {noted.length > 0 && (
        <ul className={styles.notes}>
          {noted.map(({ date, note }) => (
            <li key={date}>
              <button
                type="button"
                className={styles.day}
                aria-label={t('habit.notes.open', { date: fullDate(date) })}
                onClick={() => onPick(date)}
              >
                {fullDate(date)}
              </button>
              <p className={styles.text}>{note}</p>
            </li>
          ))}
        </ul>
      )}
    </ChartCard>
  );
}
