import type { Status } from '@/lib/api/types';
import { daysBetween, daysUpTo, type Day } from '@/lib/time/days';

/** `clear` takes the days' records back. */
export type BulkStatus = Status | 'clear';

/** What one request may carry. */
export const MOST_DAYS = 366;

/** The days from one to another, both included, none of them still to come; nothing when they are no stretch. */
export function bulkDays(from: Day, to: Day, today: Day): Day[] {
  const last = to < today ? to : today;
  if (!from || !to || from > last) return [];
  return daysUpTo(last, daysBetween(from, last) + 1);
}
