import type { Checkin, Habit, Profile, Today, TodayHabit, Vacation } from '@/lib/api/types';
import { isProbablyDue, progressOf, withCheckin } from '@/lib/habits/rules';
import { daysUpTo, type Day } from '@/lib/time/days';
import type { Edit } from './edits';

/**
 * What the server's answers look like with an edit that it does not know yet. Each function takes an answer and an edit,
 * changes nothing that the edit is not about, and may be given the same edit twice.
 */

/** A habit as it will be once the server made it. */
export function newHabit(edit: Extract<Edit, { kind: 'habit.create' }>): Habit {
  const at = edit.stamp.edited_at;
  return {
    group: null,
    reminders: [],
    ...edit.input.input,
    id: edit.input.id,
    archived: false,
    version: 1,
    created_at: at,
    updated_at: at,
  };
}

export function newRow(habit: Habit, date: Day): TodayHabit {
  const due = (day: Day) => isProbablyDue(habit, day);
  const week = daysUpTo(date, 7).map((day) => ({ date: day, status: null, value: null, due: due(day) }));
  const summary = { streak: 0, streak_unit: 'days' as const, best_streak: 0, score: 0, fulfilled: false };
  return { habit, due: due(date), checkin: null, week, summary };
}

const changed = (habit: Habit, edit: Extract<Edit, { kind: 'habit.update' }>): Habit => ({
  ...habit,
  ...edit.input.change,
});

/** A habit that came, or came back, unless it is there. */
const adding = (today: Today, habit: Habit): TodayHabit[] =>
  today.habits.some((row) => row.habit.id === habit.id)
    ? today.habits
    : [...today.habits, newRow(habit, today.date)];

function rowsWith(today: Today, edit: Edit): TodayHabit[] {
  const { habits } = today;
  switch (edit.kind) {
    case 'habit.create':
      return adding(today, newHabit(edit));
    case 'habit.restore':
      return edit.input.habit ? adding(today, edit.input.habit) : habits;
    case 'habit.delete':
      return habits.filter((row) => row.habit.id !== edit.input.id);
    case 'habit.update':
      return rowsAfterChange(today, edit);
    case 'habits.order':
      return sorted(habits, edit.input.ids);
    case 'checkin':
    case 'checkins':
    case 'entry':
      return habits.map((row) => (row.habit.id === edit.input.habitId ? marked(row, today.date, edit) : row));
    default:
      return habits;
  }
}

function rowsAfterChange(today: Today, edit: Extract<Edit, { kind: 'habit.update' }>): TodayHabit[] {
  const { habit, change } = edit.input;
  if (change.archived === true) return today.habits.filter((row) => row.habit.id !== habit.id);
  const rows = change.archived === false ? adding(today, changed(habit, edit)) : today.habits;
  return rows.map((row) => {
    if (row.habit.id !== habit.id) return row;
    const now = changed(row.habit, edit);
    return { ...row, habit: now, due: 'schedule' in change ? isProbablyDue(now, today.date) : row.due };
  });
}

function sorted(rows: TodayHabit[], ids: string[]): TodayHabit[] {
  const place = new Map(ids.map((id, index) => [id, index]));
  const at = (row: TodayHabit) => place.get(row.habit.id) ?? place.size;
  return [...rows].sort((one, other) => at(one) - at(other));
}

type DayEdit = Extract<Edit, { kind: 'checkin' | 'checkins' | 'entry' }>;
type Said = { date: Day; status: Checkin['status']; value: number | null; note?: string | null | undefined };

/** What an edit says of which days; a note that is not given stays. */
function saidDays(edit: DayEdit): Said[] {
  if (edit.kind === 'checkins') return edit.input.days;
  const { date } = edit.input;
  if (edit.kind === 'entry') {
    const { total } = edit.input;
    return [{ date, status: total === null ? null : 'done', value: total }];
  }
  const { mark } = edit.input;
  return [{ date, status: mark?.status ?? null, value: mark?.value ?? null, note: mark?.note }];
}

const checkinOf = (said: Said, known: Checkin | null | undefined, edit: Edit): Checkin => ({
  date: said.date,
  status: said.status,
  value: said.value,
  note: said.note === undefined ? (known?.note ?? null) : said.note,
  edited_at: edit.stamp.edited_at,
  ...(edit.kind === 'entry' ? { entries: true } : {}),
});

const marked = (row: TodayHabit, shown: Day, edit: DayEdit): TodayHabit =>
  saidDays(edit).reduce(
    (now, said) => withCheckin(now, shown, checkinOf(said, said.date === shown ? now.checkin : null, edit)),
    row,
  );

export function overToday(today: Today, edit: Edit): Today {
  const habits = rowsWith(today, edit);
  return habits === today.habits ? today : { ...today, habits, progress: progressOf(habits) };
}

export function overHabit(habit: Habit, edit: Edit): Habit {
  return edit.kind === 'habit.update' && edit.input.habit.id === habit.id ? changed(habit, edit) : habit;
}

const joined = (habits: Habit[], habit: Habit): Habit[] => [
  ...habits.filter(({ id }) => id !== habit.id),
  habit,
];

/** @param archived which of the two lists it is. */
export function overHabits(habits: Habit[], archived: boolean, edit: Edit): Habit[] {
  switch (edit.kind) {
    case 'habit.create':
      return archived || habits.some(({ id }) => id === edit.input.id) ? habits : [...habits, newHabit(edit)];
    case 'habit.restore':
      return edit.input.habit?.archived === archived ? joined(habits, edit.input.habit) : habits;
    case 'habit.delete':
      return habits.filter(({ id }) => id !== edit.input.id);
    case 'habit.update': {
      const { habit, change } = edit.input;
      if (change.archived === undefined) return habits.map((known) => overHabit(known, edit));
      return change.archived === archived
        ? joined(habits, changed(habit, edit))
        : habits.filter(({ id }) => id !== habit.id);
    }
    default:
      return habits;
  }
}

/** @param habitId whose days they are. */
export function overCheckins(checkins: Checkin[], habitId: string, edit: Edit): Checkin[] {
  if (edit.kind !== 'checkin' && edit.kind !== 'checkins' && edit.kind !== 'entry') return checkins;
  if (edit.input.habitId !== habitId) return checkins;
  return saidDays(edit).reduce((known, said) => {
    const old = known.find(({ date }) => date === said.date);
    const others = known.filter(({ date }) => date !== said.date);
    return said.status ? [...others, checkinOf(said, old, edit)] : others;
  }, checkins);
}

export function overVacations(vacations: Vacation[], edit: Edit): Vacation[] {
  if (edit.kind !== 'vacation') return vacations;
  const { before, after } = edit.input;
  const others = vacations.filter(({ id }) => id !== before?.id && id !== after?.id);
  return after ? [...others, after] : others;
}

export const overProfile = (profile: Profile, edit: Edit): Profile =>
  edit.kind === 'profile' ? { ...profile, ...edit.input.change } : profile;
