import { useMemo } from 'react';
import { DayGrid, MonthHeads, spokenDate, type DayLook, weekdayRow, weeksBetween } from '@/components/charts';
import type { Overview } from '@/lib/api/types';
import { useWeekStart, weekdayName } from '@/lib/habits';
import { t } from '@/lib/i18n';
import { addDays, startOfWeek, weekdaysFrom, type Day } from '@/lib/time/days';
import { lookOf, REST } from './days';
import styles from './Insights.module.css';

/** In a large square stands the day's number, and behind it the sign for a day on which nothing was due. */
const monthLook = (look: DayLook, day: Day): DayLook => ({
  ...look,
  text: [Number(day.slice(8)), look.mark].filter(Boolean).join(' '),
});

type Props = { overview: Overview; label: string; onPick: (day: Day) => void };

function Key() {
  const signs = [
    [styles.all, '', t('insights.key.all')],
    [styles.some, '', t('insights.key.some')],
    ['', '', t('insights.key.none')],
    ['', REST, t('insights.key.rest')],
  ] as const;
  return (
    <ul className={styles.key} aria-label={t('insights.key')}>
      {signs.map(([look, sign, meaning]) => (
        <li key={meaning}>
          <span className={`${styles.sign} ${look ?? ''}`} aria-hidden="true">
            {sign}
          </span>
          {meaning}
        </li>
      ))}
    </ul>
  );
}

/** A month as a calendar page, a year as squares with a column a week. How full a square is says how much was done. */
export function DaysCalendar({ overview, label, onPick }: Props) {
  const { period, start, end, today, days } = overview;
  const weekdays = weekdaysFrom(useWeekStart());
  const last = end < today ? end : today;
  const weeks = weeksBetween(startOfWeek(start, weekdays[0]), last);
  const byDay = useMemo(() => new Map(days.map((day) => [day.date, day])), [days]);
  const look = (day: Day) => lookOf(byDay.get(day), spokenDate(day));
  if (period === 'month')
    return (
      <DayGrid
        label={label}
        layout="rows"
        large
        top={
          <tr>
            {weekdays.map((weekday) => (
              <th key={weekday} scope="col" abbr={weekdayName(weekday, 'long')}>
                {weekdayName(weekday, 'short')}
              </th>
            ))}
          </tr>
        }
        rows={weeks.map((week) => ({
          key: week,
          head: null,
          days: weekdays.map((_, place) => addDays(week, place)),
        }))}
        first={start}
        last={last}
        today={today}
        look={(day) => monthLook(look(day), day)}
        onPick={onPick}
      />
    );
  return (
    <>
      <DayGrid
        label={label}
        layout="columns"
        top={<MonthHeads weeks={weeks} />}
        rows={weekdays.map((weekday, place) => ({
          key: String(weekday),
          head: (
            <>
              <span className="visually-hidden">{weekdayName(weekday, 'long')}</span>
              <span aria-hidden="true">{place % 2 === 0 && weekdayName(weekday, 'short')}</span>
            </>
          ),
          days: weekdayRow(weeks, place),
        }))}
        first={start}
        last={last}
        today={today}
        look={look}
        onPick={onPick}
      />
      <Key />
    </>
  );
}
