import { useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Profile, Today } from '@/lib/api/types';
import { serverNow } from '@/lib/time/clock';
import { addDays, browserZone, logicalToday, startOfWeek, type Day } from '@/lib/time/days';
import { keys } from './keys';
import { fetchCheckins, fetchHabit, fetchHabits, fetchProfile, fetchStats, fetchToday } from './requests';
import { moveDay } from './rules';

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

export const useProfile = () =>
  useQuery({ queryKey: keys.profile, queryFn: fetchProfile, staleTime: HOUR_MS });

const dayOf = (profile: Profile | undefined): Day =>
  logicalToday(serverNow(), profile?.timezone ?? browserZone(), profile?.day_start_hour ?? 0);

/** The person's date now, as far as the cache knows the person. */
export const currentDay = (client: QueryClient): Day => dayOf(client.getQueryData<Profile>(keys.profile));

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

/** The day as far as other cached days tell it: what a new morning shows before, or without, the server's answer. */
export function guessDay(client: QueryClient, day: Day): Today | undefined {
  const known = client
    .getQueriesData<Today>({ queryKey: keys.todays })
    .map(([, data]) => data)
    .filter((data) => data !== undefined)
    .sort((one, other) => distance(one.date, day) - distance(other.date, day))[0];
  return known && moveDay(known, day);
}

const distance = (one: Day, other: Day): number => Math.abs(Date.parse(one) - Date.parse(other));

export function useToday(day: Day) {
  const client = useQueryClient();
  return useQuery({
    queryKey: keys.today(day),
    queryFn: () => fetchToday(day),
    placeholderData: () => guessDay(client, day),
  });
}

export const useHabits = (archived: boolean) =>
  useQuery({ queryKey: keys.habitList(archived), queryFn: () => fetchHabits(archived) });

/** One habit; what a list already knows of it shows at once. */
export function useHabit(id: string) {
  const client = useQueryClient();
  return useQuery({
    queryKey: keys.habit(id),
    queryFn: () => fetchHabit(id),
    placeholderData: () =>
      client
        .getQueriesData<Today>({ queryKey: keys.todays })
        .flatMap(([, data]) => data?.habits ?? [])
        .find((row) => row.habit.id === id)?.habit,
  });
}

export const useStats = (id: string) => useQuery({ queryKey: keys.stats(id), queryFn: () => fetchStats(id) });

const WEEKS_SHOWN = 52;

/** First day of the calendar that ends with `today`: a Monday, so that it is made of whole weeks (≤ 366 days). */
export const calendarStart = (today: Day): Day => addDays(startOfWeek(today), -7 * (WEEKS_SHOWN - 1));

export const useCheckins = (id: string, today: Day) =>
  useQuery({
    queryKey: [...keys.checkins(id), today],
    queryFn: () => fetchCheckins(id, calendarStart(today), today),
  });
