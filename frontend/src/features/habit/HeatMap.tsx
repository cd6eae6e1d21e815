import { useLayoutEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import type { Checkin, Habit } from '@/lib/api/types';
import { calendarStart, describeEntry, weekdayName } from '@/lib/habits';
import { locale, t } from '@/lib/i18n';
import { addDays, formatDay, type Day } from '@/lib/time/days';
import { dayAfterKey, levelOf, monthsOf, weeksBetween } from './calendar';
import { Card, TableBehind } from './Card';
import styles from './HeatMap.module.css';

const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7];
const LEVELS = ['', styles.level1, styles.level2, styles.level3, styles.level4];

const longDate = (day: Day) =>
  formatDay(day, locale(), { weekday: 'short', day: 'numeric', month: 'long', year: 'numeric' });

type DayProps = {
  habit: Habit;
  day: Day;
  today: Day;
  checkin: Checkin | undefined;
  reachable: boolean;
  onPick: () => void;
};

function DayCell({ habit, day, today, checkin, reachable, onPick }: DayProps) {
  const skipped = checkin?.status === 'skip';
  const look = [
    styles.cell,
    LEVELS[levelOf(habit, checkin)],
    skipped && styles.skip,
    day === today && styles.today,
  ];
  const what = describeEntry(habit, checkin ?? { status: null, value: null });
  return (
    <button
      type="button"
      className={look.filter(Boolean).join(' ')}
      tabIndex={reachable ? 0 : -1}
      data-day={day}
      aria-label={`${longDate(day)}: ${what}${checkin?.note ? `, ${t('sheet.note')}` : ''}`}
      onClick={onPick}
    >
      {skipped ? '–' : checkin?.status === 'missed' ? '×' : null}
    </button>
  );
}

function Months({ weeks }: { weeks: Day[] }) {
  return (
    <tr aria-hidden="true">
      <td />
      {monthsOf(weeks).map(({ month, columns }) => (
        <td key={month} colSpan={columns} className={styles.month}>
          {columns > 1 && formatDay(month, locale(), { month: 'short' })}
        </td>
      ))}
    </tr>
  );
}

type GridProps = { habit: Habit; today: Day; byDay: Map<Day, Checkin>; onPick: (day: Day) => void };

function Grid({ habit, today, byDay, onPick }: GridProps) {
  const start = calendarStart(today);
  const weeks = weeksBetween(start, today);
  const [current, setCurrent] = useState(today);
  const table = useRef<HTMLTableElement>(null);
  const onKeyDown = (event: KeyboardEvent) => {
    const next = dayAfterKey(event.key, current, start, today);
    if (next === null) return;
    event.preventDefault();
    setCurrent(next);
    table.current?.querySelector<HTMLElement>(`[data-day="${next}"]`)?.focus();
  };
  return (
    <table
      ref={table}
      // eslint-disable-next-line jsx-a11y/no-noninteractive-element-to-interactive-role -- ARIA grid
      role="grid"
      className={styles.grid}
      aria-label={t('habit.calendar.label')}
      onKeyDown={onKeyDown}
    >
      <thead>
        <Months weeks={weeks} />
      </thead>
      <tbody>
        {WEEKDAYS.map((weekday) => (
          <tr key={weekday}>
            <th scope="row">
              <span className="visually-hidden">{weekdayName(weekday, 'long')}</span>
              <span aria-hidden="true">{weekday % 2 === 1 && weekdayName(weekday, 'short')}</span>
            </th>
            {weeks.map((week) => {
              const day = addDays(week, weekday - 1);
              return (
                <td key={day}>
                  {day <= today && (
                    <DayCell
                      habit={habit}
                      day={day}
                      today={today}
                      checkin={byDay.get(day)}
                      reachable={day === current}
                      onPick={() => {
                        setCurrent(day);
                        onPick(day);
                      }}
                    />
                  )}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

type Props = { habit: Habit; today: Day; checkins: Checkin[]; onPick: (day: Day) => void };

/** Twelve months, a column a week; a day is chosen to change it. */
export function HeatMap({ habit, today, checkins, onPick }: Props) {
  const scroll = useRef<HTMLDivElement>(null);
  const byDay = useMemo(() => new Map(checkins.map((entry) => [entry.date, entry])), [checkins]);
  const newestFirst = [...checkins].sort((one, other) => other.date.localeCompare(one.date));
  useLayoutEffect(() => {
    if (scroll.current) scroll.current.scrollLeft = scroll.current.scrollWidth;
  }, []);
  return (
    <Card title={t('habit.calendar.title')} hint={t('habit.calendar.hint')}>
      <div className={styles.scroll} ref={scroll}>
        <Grid habit={habit} today={today} byDay={byDay} onPick={onPick} />
      </div>
      {habit.kind === 'numeric' && (
        <p className={styles.legend} aria-hidden="true">
          {t('habit.calendar.less')}
          {LEVELS.map((level, index) => (
            <span key={index} className={`${styles.cell} ${level ?? ''}`} />
          ))}
          {t('habit.calendar.more')}
        </p>
      )}
      {newestFirst.length === 0 ? null : (
        <TableBehind
          caption={t('habit.calendar.title')}
          head={[t('habit.table.date'), t('habit.table.status'), t('sheet.note')]}
          rows={newestFirst.map((entry) => [
            longDate(entry.date),
            describeEntry(habit, entry),
            entry.note ?? '',
          ])}
        />
      )}
    </Card>
  );
}
