import { addDays, startOfWeek, type Day } from '@/lib/time/days';

export const firstOfMonth = (day: Day): Day => `${day.slice(0, 7)}-01`;

/** The first day of the month some months on; negative goes back. */
export function addMonths(day: Day, count: number): Day {
  const date = new Date(Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 1 + count, 1));
  return date.toISOString().slice(0, 10);
}

export const lastOfMonth = (day: Day): Day => addDays(addMonths(day, 1), -1);

/** The weeks that a month lies in, whole: its calendar's rows. */
export function weeksOf(day: Day, weekStart: number): Day[][] {
  const weeks: Day[][] = [];
  for (
    let week = startOfWeek(firstOfMonth(day), weekStart);
    week <= lastOfMonth(day);
    week = addDays(week, 7)
  )
    weeks.push(Array.from({ length: 7 }, (_, index) => addDays(week, index)));
  return weeks;
}
