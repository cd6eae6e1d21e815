import { weeksBetween } from '@/components/charts';
import { calendarStart } from '@/lib/habits';
import type { WeekStart } from '@/lib/api/types';
import { startOfWeek, type Day } from '@/lib/time/days';

/** What the calendar shows: the last twelve months, or a year that is over. */
export type Sheet = { year: number | null; first: Day; last: Day; weeks: Day[] };

export function sheetOf(year: number | null, today: Day, weekStart: WeekStart): Sheet {
  const first = year === null ? calendarStart(today, weekStart) : `${year}-01-01`;
  const last = year === null ? today : `${year}-12-31`;
  return { year, first, last, weeks: weeksBetween(startOfWeek(first, weekStart), last) };
}

const yearOf = (day: Day): number => Number(day.slice(0, 4));

/** The year before what is shown; undefined when the habit had not begun. */
export function earlier(
  year: number | null,
  today: Day,
  firstDay: Day | null | undefined,
): number | undefined {
  const before = (year ?? yearOf(today)) - 1;
  return firstDay && yearOf(firstDay) <= before ? before : undefined;
}

/** The year after what is shown; null is the last twelve months, undefined when they are shown. */
export function later(year: number | null, today: Day): number | null | undefined {
  if (year === null) return undefined;
  return year + 1 < yearOf(today) ? year + 1 : null;
}
