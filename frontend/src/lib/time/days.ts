/** A local calendar date, `YYYY-MM-DD`. Compared as text: ISO dates sort as they fall. */
export type Day = string;

const DAY_MS = 86_400_000;

const toUtc = (day: Day): number => Date.parse(`${day}T00:00:00Z`);
const fromUtc = (time: number): Day => new Date(time).toISOString().slice(0, 10);

export const addDays = (day: Day, count: number): Day => fromUtc(toUtc(day) + count * DAY_MS);

export const daysBetween = (from: Day, to: Day): number => Math.round((toUtc(to) - toUtc(from)) / DAY_MS);

/** ISO weekday: 1 Monday … 7 Sunday. */
export const weekdayOf = (day: Day): number => new Date(toUtc(day)).getUTCDay() || 7;

/** The first day of the week that a day is in. @param weekStart the ISO weekday that weeks begin on. */
export const startOfWeek = (day: Day, weekStart = 1): Day =>
  addDays(day, -((weekdayOf(day) - weekStart + 7) % 7));

/** The ISO weekdays in the order of a week. */
export const weekdaysFrom = (weekStart: number): number[] =>
  Array.from({ length: 7 }, (_, index) => ((weekStart - 1 + index) % 7) + 1);

/** `count` days that end with `last`, oldest first. */
export const daysUpTo = (last: Day, count: number): Day[] =>
  Array.from({ length: count }, (_, index) => addDays(last, index - count + 1));

export function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(toUtc(text)) && fromUtc(toUtc(text)) === text;
}

/**
 * The date a person is living: their zone's date, where a day begins at `dayStartHour` (0–6) and not at midnight.
 * Shifting the wall clock, not the instant, keeps it right on the days when the clocks change.
 */
export function logicalToday(now: Date, timeZone: string, dayStartHour: number): Day {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
  }).formatToParts(now);
  const part = (type: Intl.DateTimeFormatPartTypes) =>
    parts.find((entry) => entry.type === type)?.value ?? '';
  const date = `${part('year')}-${part('month')}-${part('day')}`;
  return Number(part('hour')) < dayStartHour ? addDays(date, -1) : date;
}

export const browserZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';

/** Both ends of a stretch of days, said once where they share a month or a year. */
export function formatRange(start: Day, end: Day, locale: string): string {
  const format = new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  });
  return format.formatRange(toUtc(start), toUtc(end));
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Kept, since making a format takes far longer than using it, and a year's calendar has a label for each day. */
function formatOf(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = locale + JSON.stringify(options);
  const format = formats.get(key) ?? new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' });
  formats.set(key, format);
  return format;
}

/** Formats a calendar date; it belongs to no zone, so it is formatted as UTC. */
export const formatDay = (day: Day, locale: string, options: Intl.DateTimeFormatOptions): string =>
  formatOf(locale, options).format(toUtc(day));
