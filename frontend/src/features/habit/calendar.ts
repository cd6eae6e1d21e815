import type { Checkin, Habit } from '@/lib/api/types';
import { addDays, daysBetween, type Day } from '@/lib/time/days';

/** How strongly a day is coloured: 0 nothing … 4 target met. */
export function levelOf(habit: Habit, checkin: Checkin | undefined): number {
  if (checkin?.status !== 'done') return 0;
  if (habit.kind === 'yes_no' || checkin.value === null || !habit.target) return 4;
  const ratio = checkin.value / habit.target;
  if (habit.target_type === 'at_most') return ratio <= 1 ? 4 : ratio <= 2 ? 2 : 1;
  return ratio >= 1 ? 4 : ratio >= 0.66 ? 3 : ratio >= 0.33 ? 2 : ratio > 0 ? 1 : 0;
}

/** The Mondays of the calendar's columns. */
export function weeksBetween(start: Day, end: Day): Day[] {
  return Array.from({ length: Math.floor(daysBetween(start, end) / 7) + 1 }, (_, week) =>
    addDays(start, week * 7),
  );
}

/** Consecutive columns of one month: where its name goes and how many columns it spans. */
export function monthsOf(weeks: Day[]): { month: Day; columns: number }[] {
  const months: { month: Day; columns: number }[] = [];
  for (const week of weeks) {
    const last = months.at(-1);
    if (last?.month.slice(0, 7) === week.slice(0, 7)) last.columns += 1;
    else months.push({ month: week, columns: 1 });
  }
  return months;
}

const STEPS: Record<string, number> = {
  ArrowUp: -1,
  ArrowDown: 1,
  ArrowLeft: -7,
  ArrowRight: 7,
  PageUp: -28,
  PageDown: 28,
};

/** The day that a key leads to from `day`, within the calendar; null when the key means nothing here. */
export function dayAfterKey(key: string, day: Day, start: Day, end: Day): Day | null {
  if (key === 'Home') return start;
  if (key === 'End') return end;
  const step = STEPS[key];
  if (step === undefined) return null;
  const next = addDays(day, step);
  return next < start ? start : next > end ? end : next;
}
