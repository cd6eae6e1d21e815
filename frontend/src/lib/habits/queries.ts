import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Today, WeekStart } from '@/lib/api/types';
import { fetchOver } from '@/lib/outbox/queue';
import { overCheckins, overHabit, overHabits, overProfile, overToday } from '@/lib/outbox/overlay';
import { addDays, startOfWeek, type Day } from '@/lib/time/days';
import { currentDay, dayOf, guessDay } from './day';
import { keys } from './keys';
import { fetchCheckins, fetchHabit, fetchHabits, fetchProfile, fetchStats, fetchToday } from './requests';

export { currentDay, guessDay };

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

export function useProfile() {
  const client = useQueryClient();
  return useQuery({
    queryKey: keys.profile,
    queryFn: () => fetchOver(client, fetchProfile, overProfile),
    staleTime: HOUR_MS,
  });
}

/** The day on which the person's weeks begin (ISO weekday). */
export const useWeekStart = (): WeekStart => useProfile().data?.week_start ?? 1;

/** The person's date now; it turns by itself while the page stays open. */
export function useCurrentDay(): Day {
  const { data: profile } = useProfile();
  const [, tick] = useState(0);
  useEffect(() => {
    const renew = () => {
      tick((count) => count + 1);
    };
    const timer = setInterval(renew, MINUTE_MS);
    document.addEventListener('visibilitychange', renew);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', renew);
    };
  }, []);
  return dayOf(profile);
}

export function useToday(day: Day) {
  const client = useQueryClient();
  return useQuery({
    queryKey: keys.today(day),
    queryFn: () => fetchOver(client, () => fetchToday(day), overToday),
    placeholderData: () => guessDay(client, day),
  });
}

export function useHabits(archived: boolean) {
  const client = useQueryClient();
  return useQuery({
    queryKey: keys.habitList(archived),
    queryFn: () =>
      fetchOver(
        client,
        () => fetchHabits(archived),
        (habits, edit) => overHabits(habits, archived, edit),
      ),
  });
}

/** One habit; what a list already knows of it shows at once. */
export function useHabit(id: string) {
  const client = useQueryClient();
  return useQuery({
    queryKey: keys.habit(id),
    queryFn: () => fetchOver(client, () => fetchHabit(id), overHabit),
    placeholderData: () =>
      client
        .getQueriesData<Today>({ queryKey: keys.todays })
        .flatMap(([, data]) => data?.habits ?? [])
        .find((row) => row.habit.id === id)?.habit,
  });
}

export function useStats(id: string) {
  const weekStart = useWeekStart();
  return useQuery({ queryKey: keys.stats(id), queryFn: () => fetchStats(id, weekStart) });
}

const WEEKS_SHOWN = 52;

/** First day of the calendar that ends with `today`: a week's first, so that it is made of whole weeks (≤ 366 days). */
export const calendarStart = (today: Day, weekStart: WeekStart = 1): Day =>
  addDays(startOfWeek(today, weekStart), -7 * (WEEKS_SHOWN - 1));

export function useCheckins(id: string, today: Day) {
  const client = useQueryClient();
  const from = addDays(today, -7 * WEEKS_SHOWN + 1); // whichever day its weeks begin on, the calendar lies within
  return useQuery({
    queryKey: [...keys.checkins(id), today],
    queryFn: () =>
      fetchOver(
        client,
        () => fetchCheckins(id, from, today),
        (checkins, edit) => overCheckins(checkins, id, edit),
      ),
  });
}
