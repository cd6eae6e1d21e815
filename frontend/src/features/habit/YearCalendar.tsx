import { useMemo } from 'react';
import { ChartCard, DayGrid, fullDate, MonthHeads, weekdayRow } from '@/components/charts';
import { IconButton } from '@/components/Button';
import { LeftIcon, RightIcon } from '@/components/icons';
import type { Checkin, Habit } from '@/lib/api/types';
import { useWeekStart, weekdayName } from '@/lib/habits';
import { t } from '@/lib/i18n';
import { weekdaysFrom, type Day } from '@/lib/time/days';
import { useVacations } from '@/lib/vacations';
import { describeMark, lookOf, SIGNS } from './dayLook';
import styles from './YearCalendar.module.css';
import { earlier, later, type Sheet } from './years';

type TurnProps = {
  sheet: Sheet;
  today: Day;
  firstDay: Day | null | undefined;
  onTurn: (year: number | null) => void;
};

const titleOf = ({ year }: Sheet): string => (year === null ? t('habit.calendar.recent') : String(year));

/** Turns to another year. */
export function YearTurn({ sheet, today, firstDay, onTurn }: TurnProps) {
  const before = earlier(sheet.year, today, firstDay);
  const after = later(sheet.year, today);
  return (
    <div className={styles.turn}>
      <IconButton
        label={t('habit.calendar.previous')}
        disabled={before === undefined}
        onClick={() => before !== undefined && onTurn(before)}
      >
        <LeftIcon />
      </IconButton>
      <p aria-live="polite">{titleOf(sheet)}</p>
      <IconButton
        label={t('habit.calendar.next')}
        disabled={after === undefined}
        onClick={() => after !== undefined && onTurn(after)}
      >
        <RightIcon />
      </IconButton>
    </div>
  );
}

function Signs() {
  const signs = [
    [SIGNS.skip, t('status.skip')],
    [SIGNS.missed, t('status.missed')],
    [SIGNS.pause, t('habit.calendar.pause')],
    [SIGNS.held, t('status.held')],
    [SIGNS.note, t('habit.calendar.note')],
  ] as const;
  return (
    <ul className={styles.signs} aria-label={t('habit.calendar.key')}>
      <li>
        <span className={`${styles.sign} ${styles.full}`} aria-hidden="true" />
        {t('status.done')}
      </li>
      <li>
        <span className={`${styles.sign} ${styles.part}`} aria-hidden="true" />
        {t('habit.calendar.key.part')}
      </li>
      {signs.map(([sign, meaning]) => (
        <li key={sign}>
          <span className={styles.sign} aria-hidden="true">
            {sign}
          </span>
          {meaning}
        </li>
      ))}
    </ul>
  );
}

type Props = {
  habit: Habit;
  today: Day;
  sheet: Sheet;
  checkins: Checkin[];
  onPick: (day: Day) => void;
  onPickRange: (from: Day, to: Day) => void;
};

/** A year as squares, a column a week in the person's weeks. Each square opens its day. */
export function YearCalendar({ habit, today, sheet, checkins, onPick, onPickRange }: Props) {
  const weekdays = weekdaysFrom(useWeekStart());
  const { data: vacations = [] } = useVacations();
  const byDay = useMemo(() => new Map(checkins.map((entry) => [entry.date, entry])), [checkins]);
  return (
    <>
      <DayGrid
        label={t('habit.calendar.label', { range: titleOf(sheet) })}
        layout="columns"
        top={<MonthHeads weeks={sheet.weeks} />}
        rows={weekdays.map((weekday, place) => ({
          key: String(weekday),
          head: (
            <>
              <span className="visually-hidden">{weekdayName(weekday, 'long')}</span>
              <span aria-hidden="true">{place % 2 === 0 && weekdayName(weekday, 'short')}</span>
            </>
          ),
          days: weekdayRow(sheet.weeks, place),
        }))}
        first={sheet.first}
        last={sheet.last}
        today={today}
        look={(day) => lookOf({ habit, byDay, vacations }, day)}
        onPick={onPick}
        onPickRange={onPickRange}
      />
      <Signs />
    </>
  );
}

type CardProps = {
  habit: Habit;
  sheet: Sheet;
  checkins: Checkin[] | undefined;
  turn: React.ReactNode;
  children: React.ReactNode;
};

/** The calendar's card, with what is recorded as a table. */
export function CalendarCard({ habit, sheet, checkins, turn, children }: CardProps) {
  const shown = (checkins ?? [])
    .filter(({ date }) => sheet.first <= date && date <= sheet.last)
    .sort((one, other) => other.date.localeCompare(one.date));
  return (
    <ChartCard
      title={t('habit.calendar.title')}
      hint={t('habit.calendar.hint')}
      controls={turn}
      table={
        checkins
          ? {
              caption: t('habit.calendar.label', { range: titleOf(sheet) }),
              head: [t('habit.table.date'), t('habit.table.status'), t('sheet.note')],
              rows:
                shown.length === 0
                  ? [[t('habit.calendar.none')]]
                  : shown.map((entry) => [
                      fullDate(entry.date),
                      describeMark(habit, entry),
                      entry.note ?? '',
                    ]),
            }
          : null
      }
    >
      {children}
    </ChartCard>
  );
}
