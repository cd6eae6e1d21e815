import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { call } from '@/lib/api/call';
import type { Vacation } from '@/lib/api/types';
import { keys } from '@/lib/habits/keys';

const KEY = ['vacations'] as const;
const STALE_MS = 300_000;

export const useVacations = () =>
  useQuery({
    queryKey: KEY,
    queryFn: async () => (await call<{ items: Vacation[] }>('GET', '/vacations')).items,
    staleTime: STALE_MS,
    retry: false,
  });

/** `before` null adds, `after` null deletes; shown at once, and put back when the server refuses. */
export type VacationEdit = { before: Vacation | null; after: Vacation | null };

function send({ before, after }: VacationEdit): Promise<unknown> {
  if (after === null) return call('DELETE', `/vacations/${before?.id ?? ''}`);
  const { id, ...fields } = after;
  return before === null ? call('POST', '/vacations', after) : call('PATCH', `/vacations/${id}`, fields);
}

export function useEditVacation() {
  const client = useQueryClient();
  return useMutation({
    networkMode: 'always',
    scope: { id: 'vacations' },
    mutationFn: send,
    onMutate: async ({ before, after }) => {
      await client.cancelQueries({ queryKey: KEY });
      client.setQueryData<Vacation[]>(KEY, (known = []) => [
        ...known.filter(({ id }) => id !== before?.id),
        ...(after ? [after] : []),
      ]);
    },
    onSettled: async () => {
      await client.invalidateQueries({ queryKey: KEY });
      await client.invalidateQueries({ queryKey: keys.todays });
      await client.invalidateQueries({ queryKey: keys.habits });
    },
  });
}
