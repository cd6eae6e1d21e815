import type { QueryClient } from '@tanstack/react-query';
import type { Checkin, Habit, Today, TodayHabit } from '@/lib/api/types';
import { newRow } from '@/lib/outbox/overlay';
import type { Day } from '@/lib/time/days';
import { keys } from './keys';
import { moveRow, progressOf, withCheckin } from './rules';

/** What other cached answers know of a day that was cached before them. */

type Answer<Data> = { data: Data; at: number };

/** Cached days, the latest answer first. */
export function cachedDays(client: QueryClient): Answer<Today>[] {
  return client
    .getQueryCache()
    .findAll({ queryKey: keys.todays })
    .map(({ state }) => ({ data: state.data as Today | undefined, at: state.dataUpdatedAt }))
    .filter((answer): answer is Answer<Today> => answer.data !== undefined)
    .sort((one, other) => other.at - one.at);
}

/** The habits that answers later than a moment name, without those that a still later list has no more. */
function habitsSince(client: QueryClient, moment: number): Habit[] {
  const list = client.getQueryState<Habit[]>(keys.habitList(false));
  const listedAt = list?.data ? list.dataUpdatedAt : 0;
  const listed = new Map(list?.data?.map((habit) => [habit.id, habit]));
  const shown = cachedDays(client)
    .filter(({ at }) => at > moment)
    .flatMap(({ data, at }) =>
      data.habits.map(({ habit }) => habit).filter(({ id }) => at >= listedAt || listed.has(id)),
    );
  const all = listedAt > moment ? [...listed.values(), ...shown] : shown;
  return [...new Map(all.map((habit) => [habit.id, habit])).values()];
}

/** A habit's row as its calendar and its latest row on another day tell it. */
function rowOf(client: QueryClient, habit: Habit, day: Day): TodayHabit {
  const seen = cachedDays(client)
    .flatMap(({ data }) => data.habits)
    .find((row) => row.habit.id === habit.id);
  const row = seen ? moveRow(seen, day) : newRow(habit, day);
  return client
    .getQueriesData<Checkin[]>({ queryKey: keys.checkins(habit.id) })
    .flatMap(([, checkins]) => checkins ?? [])
    .filter((checkin) => row.week.some(({ date }) => date === checkin.date))
    .reduce((now, checkin) => withCheckin(now, day, checkin), row);
}

/** As the server has it: from the first to the last day of the habit, and wherever something is recorded. */
const isInItsTime = ({ habit, checkin }: TodayHabit, day: Day): boolean =>
  checkin !== null ||
  ((habit.start_date === null || habit.start_date <= day) &&
    (habit.end_date === null || day <= habit.end_date));

/**
 * A day with the habits that this device got to know after it: made on another device, and not asked for again here.
 * @param at when the day was asked for.
 */
export function completed(client: QueryClient, today: Today, at: number): Today {
  const there = new Set(today.habits.map(({ habit }) => habit.id));
  const missing = habitsSince(client, at)
    .filter(({ id }) => !there.has(id))
    .map((habit) => rowOf(client, habit, today.date))
    .filter((row) => isInItsTime(row, today.date));
  if (missing.length === 0) return today;
  const habits = [...today.habits, ...missing];
  return { ...today, habits, progress: progressOf(habits) };
}

/** The cached day that lies nearest to a day. */
export function nearestDay(client: QueryClient, day: Day): Answer<Today> | undefined {
  return cachedDays(client).sort(
    (one, other) => distance(one.data.date, day) - distance(other.data.date, day),
  )[0];
}

const distance = (one: Day, other: Day): number => Math.abs(Date.parse(one) - Date.parse(other));
