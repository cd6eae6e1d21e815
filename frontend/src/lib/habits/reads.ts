import { queryOptions, type QueryClient } from '@tanstack/react-query';
import type { Period, WeekStart } from '@/lib/api/types';
import { fetchOver } from '@/lib/outbox/queue';
import { overCheckins, overHabit, overHabits, overProfile, overToday } from '@/lib/outbox/overlay';
import { addDays, startOfWeek, type Day } from '@/lib/time/days';
import { keys } from './keys';
import {
  fetchCheckins,
  fetchHabit,
  fetchHabits,
  fetchOverview,
  fetchProfile,
  fetchStats,
  fetchToday,
} from './requests';

/** What is asked for under which key: by pages when they open, and ahead of time so that they open without a network. */

const HOUR_MS = 3_600_000;

export const profileQuery = (client: QueryClient) =>
  queryOptions({
    queryKey: keys.profile,
    queryFn: () => fetchOver(client, fetchProfile, overProfile),
    staleTime: HOUR_MS,
  });

export const todayQuery = (client: QueryClient, day: Day) =>
  queryOptions({
    queryKey: keys.today(day),
    queryFn: () => fetchOver(client, () => fetchToday(day), overToday),
  });

export const habitsQuery = (client: QueryClient, archived: boolean) =>
  queryOptions({
    queryKey: keys.habitList(archived),
    queryFn: () =>
      fetchOver(
        client,
        () => fetchHabits(archived),
        (habits, edit) => overHabits(habits, archived, edit),
      ),
  });

export const habitQuery = (client: QueryClient, id: string) =>
  queryOptions({
    queryKey: keys.habit(id),
    queryFn: () => fetchOver(client, () => fetchHabit(id), overHabit),
  });

export const statsQuery = (id: string, weekStart: WeekStart) =>
  queryOptions({ queryKey: keys.stats(id), queryFn: () => fetchStats(id, weekStart) });

const firstDay = (period: Period, date: Day, weekStart: WeekStart): Day =>
  ({
    week: () => startOfWeek(date, weekStart),
    month: () => `${date.slice(0, 7)}-01`,
    year: () => `${date.slice(0, 4)}-01-01`,
  })[period]();

/** @param date any day of the period; every day of it asks the same. */
export function overviewQuery(period: Period, date: Day, weekStart: WeekStart) {
  const start = firstDay(period, date, weekStart);
  return queryOptions({
    queryKey: [...keys.overviews, period, start, weekStart],
    queryFn: () => fetchOverview(period, start, weekStart),
  });
}

const WEEKS_SHOWN = 52;

/** First day of the calendar that ends with `today`: a week's first, so that it is made of whole weeks (≤ 366 days). */
export const calendarStart = (today: Day, weekStart: WeekStart = 1): Day =>
  addDays(startOfWeek(today, weekStart), -7 * (WEEKS_SHOWN - 1));

export const checkinsQuery = (client: QueryClient, id: string, today: Day) =>
  queryOptions({
    queryKey: [...keys.checkins(id), today],
    queryFn: () =>
      fetchOver(
        client,
        // Whichever day its weeks begin on, the calendar lies within.
        () => fetchCheckins(id, addDays(today, 1 - 7 * WEEKS_SHOWN), today),
        (checkins, edit) => overCheckins(checkins, id, edit),
      ),
  });
