import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Today, WeekStart } from '@/lib/api/types';
import type { Day } from '@/lib/time/days';
import { currentDay, dayOf, guessDay } from './day';
import { keys } from './keys';
import { completed } from './known';
import { checkinsQuery, habitQuery, habitsQuery, profileQuery, statsQuery, todayQuery } from './reads';

export { calendarStart } from './reads';
export { currentDay, guessDay };

const MINUTE_MS = 60_000;

export const useProfile = () => useQuery(profileQuery(useQueryClient()));

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
    ...todayQuery(client, day),
    placeholderData: () => guessDay(client, day),
    select: (today) => {
      const at = client.getQueryState(keys.today(day))?.dataUpdatedAt;
      return at ? completed(client, today, at) : today; // a guess is complete already
    },
  });
}

export const useHabits = (archived: boolean) => useQuery(habitsQuery(useQueryClient(), archived));

/** One habit; what a list already knows of it shows at once. */
export function useHabit(id: string) {
  const client = useQueryClient();
  return useQuery({
    ...habitQuery(client, id),
    placeholderData: () =>
      client
        .getQueriesData<Today>({ queryKey: keys.todays })
        .flatMap(([, data]) => data?.habits ?? [])
        .find((row) => row.habit.id === id)?.habit,
  });
}

export const useStats = (id: string) => useQuery(statsQuery(id, useWeekStart()));

export const useCheckins = (id: string, today: Day) => useQuery(checkinsQuery(useQueryClient(), id, today));
