import { queryOptions, useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { call } from '@/lib/api/call';
import type { Vacation } from '@/lib/api/types';
import { keys } from '@/lib/habits/keys';
import { queueEdit } from '@/lib/outbox';
import type { Inputs } from '@/lib/outbox/edits';
import { overVacations } from '@/lib/outbox/overlay';
import { fetchOver } from '@/lib/outbox/queue';

/** `before` null adds, `after` null deletes; shown at once, and put back when the server refuses. */
export type VacationEdit = Inputs['vacation'];

const STALE_MS = 300_000;

export const fetchVacations = async (): Promise<Vacation[]> =>
  (await call<{ items: Vacation[] }>('GET', '/vacations')).items;

export const vacationsQuery = (client: QueryClient) =>
  queryOptions({
    queryKey: keys.vacations,
    queryFn: () => fetchOver(client, fetchVacations, overVacations),
    staleTime: STALE_MS,
  });

export const useVacations = () => useQuery(vacationsQuery(useQueryClient()));

export function useEditVacation() {
  const client = useQueryClient();
  return {
    mutateAsync: (edit: VacationEdit): Promise<unknown> =>
      queueEdit(client, 'vacation', edit, edit.after?.note ?? edit.before?.note ?? ''),
  };
}
