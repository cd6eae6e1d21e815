import type { QueryClient } from '@tanstack/react-query';
import type { Profile, Today } from '@/lib/api/types';
import { serverNow } from '@/lib/time/clock';
import { browserZone, logicalToday, type Day } from '@/lib/time/days';
import { keys } from './keys';
import { completed, nearestDay } from './known';
import { moveDay } from './rules';

export const dayOf = (profile: Profile | undefined): Day =>
  logicalToday(serverNow(), profile?.timezone ?? browserZone(), profile?.day_start_hour ?? 0);

/** The person's date now, as far as the cache knows the person. */
export const currentDay = (client: QueryClient): Day => dayOf(client.getQueryData<Profile>(keys.profile));

/** The day as far as other answers tell it: what a new morning shows before, or without, the server's answer. */
export function guessDay(client: QueryClient, day: Day): Today | undefined {
  const nearest = nearestDay(client, day);
  return nearest && completed(client, moveDay(nearest.data, day), nearest.at);
}
