import type { QueryClient } from '@tanstack/react-query';
import type { Checkin, Habit, Today } from '@/lib/api/types';
import { leaveEdit } from '@/lib/outbox';
import type { DayMark, Mark } from '@/lib/outbox/edits';
import type { Day } from '@/lib/time/days';
import { guessDay } from './day';
import { keys } from './keys';

export type Named = Pick<Habit, 'id' | 'name'>;

const dayIn = (today: Today | undefined, habitId: string): Checkin | null | undefined =>
  today?.habits.find((row) => row.habit.id === habitId)?.checkin;

/** What the cache holds of a habit's day, now: as Today shows it, or a calendar, or as other days let guess. */
export function knownDay(client: QueryClient, habitId: string, date: Day): Checkin | null {
  const shown = dayIn(client.getQueryData<Today>(keys.today(date)), habitId);
  if (shown !== undefined) return shown;
  const listed = client
    .getQueriesData<Checkin[]>({ queryKey: keys.checkins(habitId) })
    .flatMap(([, list]) => list ?? [])
    .find((checkin) => checkin.date === date);
  return listed ?? dayIn(guessDay(client, date), habitId) ?? null;
}

/** Marks a day at once and sends it in order; null takes the day's mark back. */
export function recordDay(client: QueryClient, { id, name }: Named, date: Day, mark: Mark | null): void {
  leaveEdit(client, 'checkin', { habitId: id, date, mark }, name);
}

/** Marks many days of a habit with one edit (≤ 366). */
export function recordDays(client: QueryClient, { id, name }: Named, days: DayMark[]): void {
  leaveEdit(client, 'checkins', { habitId: id, days }, name);
}

export const markOf = (checkin: Checkin | null): Mark | null =>
  checkin?.status ? { status: checkin.status, value: checkin.value, note: checkin.note } : null;
