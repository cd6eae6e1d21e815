import type { Checkin, Completion, Habit, Stats } from '@/lib/api/types';
import { isProbablyDue } from '@/lib/habits/rules';
import { addDays, daysBetween, daysUpTo, startOfWeek, weekdayOf, type Day } from '@/lib/time/days';
import type { FakeStore } from './fakeStore';

const quarterOf = (day: Day): string => `${day.slice(0, 4)}-${Math.floor((Number(day.slice(5, 7)) - 1) / 3)}`;

/** Days in runs that share a name: a month, a quarter. */
function runs(days: Day[], nameOf: (day: Day) => string): Day[][] {
  const found = new Map<string, Day[]>();
  days.forEach((day) => found.set(nameOf(day), [...(found.get(nameOf(day)) ?? []), day]));
  return [...found.values()];
}

function completion(store: FakeStore, habit: Habit, days: Day[]): Completion {
  const marks = days.map((day) => store.checkins.get(habit.id)?.get(day));
  const due = days.filter((day) => isProbablyDue(habit, day));
  return {
    start: days[0] ?? '',
    end: days.at(-1) ?? '',
    done: due.filter((day) => store.met(habit, day)).length,
    due: due.length,
    skipped: marks.filter((mark) => mark?.status === 'skip').length,
    amount: habit.kind === 'numeric' ? marks.reduce((sum, mark) => sum + (mark?.value ?? 0), 0) : null,
  };
}

function streaks(store: FakeStore, habit: Habit, days: Day[]): Stats['best_streaks'] {
  const found: Stats['best_streaks'] = [];
  for (const day of days) {
    if (!store.met(habit, day)) continue;
    const last = found.at(-1);
    if (last?.end === addDays(day, -1))
      found[found.length - 1] = { ...last, end: day, length: last.length + 1 };
    else found.push({ start: day, end: day, length: 1 });
  }
  return found.sort((one, other) => other.length - one.length).slice(0, 10);
}

function amounts(habit: Habit, entries: Checkin[]): NonNullable<Stats['amounts']> | null {
  if (habit.kind === 'yes_no') return null;
  const measured = entries.filter(({ value }) => value !== null);
  const total = measured.reduce((sum, { value }) => sum + (value ?? 0), 0);
  const best = [...measured].sort((one, other) => (other.value ?? 0) - (one.value ?? 0))[0];
  return {
    total,
    average: measured.length > 0 ? total / measured.length : 0,
    best: best ? { date: best.date, value: best.value ?? 0 } : null,
  };
}

/** Statistics that are plausible; the real ones are computed by the server. */
export function fakeStats(store: FakeStore, habit: Habit): Stats {
  const entries = [...(store.checkins.get(habit.id)?.values() ?? [])].sort((one, other) =>
    one.date.localeCompare(other.date),
  );
  const first = entries[0]?.date ?? store.today;
  const days = daysUpTo(store.today, daysBetween(first, store.today) + 1);
  const scores = entries.length === 0 ? [] : days.map((date) => ({ date, score: store.score(habit, date) }));
  const count = (status: Checkin['status']) => entries.filter((entry) => entry.status === status).length;
  const all = (nameOf: (day: Day) => string) =>
    runs(days, nameOf).map((run) => completion(store, habit, run));
  return {
    as_of: store.today,
    score: store.score(habit, store.today),
    scores,
    current_streak: store.summary(habit, store.today).streak,
    streak_unit: 'days',
    best_streaks: streaks(store, habit, days),
    totals: { done: count('done'), skipped: count('skip'), missed: count('missed') },
    weekdays: [1, 2, 3, 4, 5, 6, 7].map((weekday) => {
      const these = days.filter((day) => weekdayOf(day) === weekday && isProbablyDue(habit, day));
      return { weekday, done: these.filter((day) => store.met(habit, day)).length, due: these.length };
    }),
    first_day: entries[0]?.date ?? null,
    history: scores.filter(({ date }) => weekdayOf(date) === 7),
    completion: {
      weeks: all((day) => startOfWeek(day)),
      months: all((day) => day.slice(0, 7)),
      quarters: all(quarterOf),
      years: all((day) => day.slice(0, 4)),
    },
    amounts: amounts(habit, entries),
  };
}
