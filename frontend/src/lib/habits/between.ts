import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { Checkin } from '@/lib/api/types';
import { overCheckins } from '@/lib/outbox/overlay';
import { fetchOver } from '@/lib/outbox/queue';
import type { Day } from '@/lib/time/days';
import { keys } from './keys';
import { fetchCheckins } from './requests';

/** What is recorded of a habit in a stretch of days (≤ 366), with the edits that the server does not know yet. */
export function useCheckinsBetween(id: string, from: Day, to: Day) {
  const client = useQueryClient();
  return useQuery({
    queryKey: [...keys.checkins(id), from, to],
    queryFn: () =>
      fetchOver(
        client,
        () => fetchCheckins(id, from, to),
        (checkins: Checkin[], edit) => overCheckins(checkins, id, edit),
      ),
  });
}
