import { useLocation } from 'wouter';
import type { TodayHabit } from '@/lib/api/types';
import { useShortcuts } from '@/lib/keyboard';
import { addDays, type Day } from '@/lib/time/days';
import { addressOf } from './dayNames';

const KEYED = 9;

/** ← and → go from day to day, t comes back. */
export function useDayKeys(day: Day, today: Day): void {
  const [, navigate] = useLocation();
  const go = (to: Day) => () => {
    navigate(addressOf(to, today));
  };
  useShortcuts({
    ArrowLeft: go(addDays(day, -1)),
    ArrowRight: day < today ? go(addDays(day, 1)) : undefined,
    t: go(today),
  });
}

/** The number key of a row: its place among the rows as the day begins, so that it stays when the row sinks. */
export const keyOf = (rows: TodayHabit[], row: TodayHabit): string | null => {
  const index = rows.findIndex(({ habit }) => habit.id === row.habit.id);
  return index >= 0 && index < KEYED ? String(index + 1) : null;
};
