import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import type { Checkin, Habit, Today } from '@/lib/api/types';
import { leaveEdit } from '@/lib/outbox';
import type { DayMark, Mark } from '@/lib/outbox/edits';
import type { Day } from '@/lib/time/days';
import { guessDay } from './day';
import { keys } from './keys';

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

/** `record(habit, date, mark)` marks a day at once and sends it in order; `mark` null takes the day's mark back. */
export function useRecord() {
  const client = useQueryClient();
  const record = ({ id, name }: Pick<Habit, 'id' | 'name'>, date: Day, mark: Mark | null) => {
    leaveEdit(client, 'checkin', { habitId: id, date, mark }, name);
  };
  return { record };
}

/**
 * `record(date, mark)` is `useRecord`'s for one habit.
 * `latest(date)` is what the cache holds now, also between two taps that come before the next render.
 */
export function useCheckin(habit: Habit) {
  const client = useQueryClient();
  const { record } = useRecord();
  return {
    record: (date: Day, mark: Mark | null) => record(habit, date, mark),
    latest: (date: Day) => knownDay(client, habit.id, date),
  };
}

/** Marks many days of a habit with one edit (≤ 366). */
export function useBulkCheckin() {
  const client = useQueryClient();
  const recordDays = ({ id, name }: Pick<Habit, 'id' | 'name'>, days: DayMark[]) => {
    leaveEdit(client, 'checkins', { habitId: id, days }, name);
  };
  return { recordDays };
}

export const markOf = (checkin: Checkin | null): Mark | null =>
  checkin?.status ? { status: checkin.status, value: checkin.value, note: checkin.note } : null;
