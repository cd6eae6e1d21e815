import { monthName } from '@/components/charts';
import type { Period } from '@/lib/api/types';
import { locale } from '@/lib/i18n';
import { addDays, formatRange, isDay, startOfWeek, type Day } from '@/lib/time/days';

export const PERIODS: readonly Period[] = ['week', 'month', 'year'];

/** A week, month or year, by its first and its last day. */
export type Span = { period: Period; start: Day; end: Day };

const MONTHS = { month: 1, year: 12 };

/** The first day of the month that is `count` months after a day's. */
function monthAfter(day: Day, count: number): Day {
  const months = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 + count;
  return `${String(Math.floor(months / 12)).padStart(4, '0')}-${String((months % 12) + 1).padStart(2, '0')}-01`;
}

/** The week, month or year that a day is in. */
export function spanOf(period: Period, day: Day, weekStart: number): Span {
  if (period === 'week') {
    const start = startOfWeek(day, weekStart);
    return { period, start, end: addDays(start, 6) };
  }
  const start = period === 'month' ? monthAfter(day, 0) : `${day.slice(0, 4)}-01-01`;
  return { period, start, end: addDays(monthAfter(start, MONTHS[period]), -1) };
}

export const dayBefore = ({ start }: Span): Day => addDays(start, -1);
export const dayAfter = ({ end }: Span): Day => addDays(end, 1);

/** By its name: 2–8 Mar 2026, March 2026, 2026. */
export function nameOf({ period, start, end }: Span): string {
  if (period === 'week') return formatRange(start, end, locale());
  return period === 'month' ? monthName(start) : start.slice(0, 4);
}

/** What the address asks for (`?period=month&date=2026-03-04`); this week when it asks for nothing, or for nonsense. */
export function wantedOf(search: string, today: Day): { period: Period; day: Day } {
  const asked = new URLSearchParams(search);
  const day = asked.get('date') ?? '';
  const period = PERIODS.find((known) => known === asked.get('period')) ?? 'week';
  return { period, day: isDay(day) && day <= today ? day : today };
}

/** The address of a period; today's is the shortest. */
export const addressOf = (period: Period, day: Day, today: Day): string =>
  `/insights?period=${period}${day === today ? '' : `&date=${day}`}`;
