import type { Checkin, Habit, Status, Today, TodayHabit, WeekDay } from '@/lib/api/types';
import { daysUpTo, weekdayOf, type Day } from '@/lib/time/days';

/**
 * What the app works out by itself, so that a tap shows at once and a new day opens without a network. The server's
 * answer replaces all of it.
 */

/** Whether what was recorded on a day meets the habit's target on that day. */
export function meetsTarget(
  habit: Habit,
  entry: { status: Status | null; value: number | null } | null,
): boolean {
  if (!entry || entry.status !== 'done') return false;
  if (habit.kind === 'yes_no' || habit.target === null || entry.value === null) return true;
  return habit.target_type === 'at_most' ? entry.value <= habit.target : entry.value >= habit.target;
}

/** Whether the day, or the period that it lies in, has what the habit wants. */
const isEnough = (row: TodayHabit): boolean =>
  row.checkin?.status === 'done' && (row.summary.fulfilled || meetsTarget(row.habit, row.checkin));

/** Nothing more to do for this habit today: done, or set aside on purpose. */
export function isSettled(row: TodayHabit): boolean {
  const status = row.checkin?.status ?? null;
  if (status === 'skip' || status === 'missed') return true;
  if (status !== 'done') return false;
  return row.habit.kind === 'yes_no' || row.habit.target_type === 'at_most' || isEnough(row);
}

export type Group = 'open' | 'resting' | 'settled';

export const groupOf = (row: TodayHabit): Group =>
  isSettled(row) ? 'settled' : row.due ? 'open' : 'resting';

export function progressOf(rows: TodayHabit[]): { done: number; due: number } {
  const counted = rows.filter((row) => row.due && row.checkin?.status !== 'skip');
  return { done: counted.filter(isEnough).length, due: counted.length };
}

/** Whether a schedule surely falls due on a day; schedules that depend on history are taken as due. */
export function isProbablyDue(habit: Habit, day: Day): boolean {
  if (
    (habit.start_date !== null && day < habit.start_date) ||
    (habit.end_date !== null && day > habit.end_date)
  )
    return false;
  return habit.schedule.type !== 'weekdays' || habit.schedule.days.includes(weekdayOf(day));
}

/** A row for another day, made from what is known: its strip where the days overlap, nothing recorded beyond it. */
export function moveRow(row: TodayHabit, day: Day): TodayHabit {
  const known = new Map(row.week.map((entry) => [entry.date, entry]));
  const week = daysUpTo(day, 7).map(
    (date): WeekDay =>
      known.get(date) ?? { date, status: null, value: null, due: isProbablyDue(row.habit, date) },
  );
  const entry = known.get(day);
  const checkin: Checkin | null = entry?.status
    ? { date: day, status: entry.status, value: entry.value, note: null, edited_at: null }
    : null;
  return {
    ...row,
    due: isProbablyDue(row.habit, day),
    checkin,
    week,
    summary: { ...row.summary, fulfilled: meetsTarget(row.habit, checkin) },
  };
}

/** A whole day, made from another day that is known. */
export function moveDay(from: Today, day: Day): Today {
  const habits = from.habits.map((row) => moveRow(row, day));
  return { date: day, today: from.today > day ? from.today : day, progress: progressOf(habits), habits };
}

function nextStreak(row: TodayHabit, fulfilled: boolean): number {
  if (row.summary.streak_unit !== 'days' || !row.due || fulfilled === row.summary.fulfilled)
    return row.summary.streak;
  return Math.max(0, row.summary.streak + (fulfilled ? 1 : -1));
}

/** The row as it looks after a check-in on `checkin.date`, which need not be the day that is shown. */
export function withCheckin(row: TodayHabit, shown: Day, checkin: Checkin): TodayHabit {
  const week = row.week.map((entry) =>
    entry.date === checkin.date ? { ...entry, status: checkin.status, value: checkin.value } : entry,
  );
  if (checkin.date !== shown) return { ...row, week };
  const fulfilled = meetsTarget(row.habit, checkin);
  return {
    ...row,
    week,
    checkin,
    summary: { ...row.summary, fulfilled, streak: nextStreak(row, fulfilled) },
  };
}
