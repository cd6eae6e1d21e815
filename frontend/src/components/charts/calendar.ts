import { addDays, daysBetween, type Day } from '@/lib/time/days';

/** How a calendar is laid: which way one day on and one week on go. */
export type Layout = 'columns' | 'rows';

/** First days of the weeks from the one that begins with `start` to the one that holds `end`. */
export function weeksBetween(start: Day, end: Day): Day[] {
  return Array.from({ length: Math.floor(daysBetween(start, end) / 7) + 1 }, (_, week) =>
    addDays(start, week * 7),
  );
}

/** Consecutive columns of one month: where its name goes and how many columns it spans. */
export function monthsOf(weeks: readonly Day[]): { month: Day; columns: number }[] {
  const months: { month: Day; columns: number }[] = [];
  for (const week of weeks) {
    const last = months.at(-1);
    if (last?.month.slice(0, 7) === week.slice(0, 7)) last.columns += 1;
    else months.push({ month: week, columns: 1 });
  }
  return months;
}

const FOUR_WEEKS = { PageUp: -28, PageDown: 28 };
const STEPS: Record<Layout, Record<string, number>> = {
  columns: { ArrowUp: -1, ArrowDown: 1, ArrowLeft: -7, ArrowRight: 7, ...FOUR_WEEKS },
  rows: { ArrowUp: -7, ArrowDown: 7, ArrowLeft: -1, ArrowRight: 1, ...FOUR_WEEKS },
};

/** The day that a key leads to from `day`, within `start` … `end`; null when the key means nothing here. */
export function dayAfterKey(
  key: string,
  day: Day,
  { start, end }: { start: Day; end: Day },
  layout: Layout = 'columns',
): Day | null {
  if (key === 'Home') return start;
  if (key === 'End') return end;
  const step = STEPS[layout][key];
  if (step === undefined) return null;
  const next = addDays(day, step);
  return next < start ? start : next > end ? end : next;
}
