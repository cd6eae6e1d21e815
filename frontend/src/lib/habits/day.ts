import type { QueryClient } from '@tanstack/react-query';
import type { Profile, Today } from '@/lib/api/types';
import { serverNow } from '@/lib/time/clock';
import { browserZone, logicalToday, type Day } from '@/lib/time/days';
import { keys } from './keys';
import { moveDay } from './rules';

export const dayOf = (profile: Profile | undefined): Day =>
  logicalToday(serverNow(), profile?.timezone ?? browserZone(), profile?.day_start_hour ?? 0);

/** The person's date now, as far as the cache knows the person. */
export const currentDay = (client: QueryClient): Day => dayOf(client.getQueryData<Profile>(keys.profile));

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
