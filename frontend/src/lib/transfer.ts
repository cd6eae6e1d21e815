import { useMutation, useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { call } from '@/lib/api/call';
import type {
  Export,
  ExportFormat,
  Import,
  ImportCommit,
  ImportMapping,
  ImportSource,
  NewImport,
} from '@/lib/api/types';
import { keys } from '@/lib/habits/keys';
import { newUlid } from '@/lib/ulid';

/** Imports and exports are work of the server: they need a network, and are asked about until they are done. */

const WORKING: ReadonlySet<string> = new Set(['waiting', 'reading', 'importing', 'working']);
export const isWorking = ({ status }: { status: string }): boolean => WORKING.has(status);

/** Without a network these say so at once; they do not wait for one. */
const now = { networkMode: 'always' } as const;

const SOON_MS = 1_000;
const SELDOM_MS = 15_000;

/** How long to wait before the next question: the longer something has been going on, the longer. */
export const backOff = (goingOnMs: number): number =>
  Math.min(SELDOM_MS, Math.max(SOON_MS, Math.round(goingOnMs / 4)));

/** A question that is repeated while `busy`; its pace begins anew when the person has set something to work. */
function pace() {
  let since = 0;
  let stage = '';
  return (stages: readonly { id: string; status: string }[] | undefined): number | false => {
    const busy = (stages ?? []).filter(isWorking);
    if (busy.length === 0) return false;
    const next = busy.map(({ id, status }) => `${id} ${status}`).join();
    if (next !== stage) [stage, since] = [next, Date.now()];
    return backOff(Date.now() - since);
  };
}

const imports = pace();
const oneImport = pace();
const exports = pace();

export const useImports = () =>
  useQuery({
    queryKey: [...keys.imports, 'list'],
    queryFn: async () => (await call<{ items: Import[] }>('GET', '/imports')).items,
    refetchInterval: ({ state }) => imports(state.data),
  });

const importKey = (id: string) => [...keys.imports, 'one', id];

/** @param uploading while its file is on the way there is nothing to ask. */
export const useImport = (id: string, uploading: boolean) =>
  useQuery({
    queryKey: importKey(id),
    queryFn: () => call<Import>('GET', `/imports/${id}`),
    refetchInterval: ({ state }) => !uploading && oneImport(state.data && [state.data]),
  });

/** What the server has just said of an import is what it is, until it says more. */
function keep(client: QueryClient, known: Import): void {
  client.setQueryData(importKey(known.id), known);
}

/** What can be done with an import; each renews what is shown of it. */
export function useImportActions() {
  const client = useQueryClient();
  const onSettled = () => client.invalidateQueries({ queryKey: keys.imports });
  const announce = useMutation({
    ...now,
    mutationFn: ({ file, source }: { file: { name: string; size: number }; source: ImportSource }) => {
      const body = { source, file_name: file.name, bytes: file.size };
      return call<NewImport>('POST', '/imports', body, { 'Idempotency-Key': newUlid() });
    },
    onSuccess: (made) => keep(client, made),
    onSettled,
  });
  const map = useMutation({
    ...now,
    mutationFn: ({ id, mapping }: { id: string; mapping: ImportMapping }) =>
      call<Import>('PUT', `/imports/${id}/mapping`, mapping),
    onSuccess: (known) => keep(client, known),
    onSettled,
  });
  const commit = useMutation({
    ...now,
    mutationFn: ({ id, choices }: { id: string; choices: ImportCommit }) =>
      call<Import>('POST', `/imports/${id}/commit`, choices),
    onSuccess: (known) => keep(client, known),
    onSettled,
  });
  const forget = useMutation({
    ...now,
    mutationFn: (id: string) => call('DELETE', `/imports/${id}`),
    onSuccess: (_, id) => {
      client.removeQueries({ queryKey: importKey(id) });
      return client.invalidateQueries({ queryKey: keys.imports });
    },
  });
  return { announce, map, commit, forget };
}

/** After an import everything is new. */
export function useRenewAll(): () => Promise<void> {
  const client = useQueryClient();
  return () => client.invalidateQueries();
}

export const useExports = () =>
  useQuery({
    queryKey: keys.exports,
    queryFn: async () => (await call<{ items: Export[] }>('GET', '/exports')).items,
    refetchInterval: ({ state }) => exports(state.data),
  });

export function useStartExport() {
  const client = useQueryClient();
  return useMutation({
    ...now,
    mutationFn: (format: ExportFormat) =>
      call<Export>('POST', '/exports', { format }, { 'Idempotency-Key': newUlid() }),
    onSettled: () => client.invalidateQueries({ queryKey: keys.exports }),
  });
}

/** An address for one export's file: it is good for some minutes, so it is asked for when it is wanted. */
export const fetchExport = (id: string): Promise<Export> => call('GET', `/exports/${id}`);

/** The secret address of the calendar feed; null while there is none. */
export const useCalendarFeed = () =>
  useQuery({
    queryKey: keys.calendar,
    queryFn: async () => (await call<{ url: string | null }>('GET', '/calendar')).url,
  });

export function useCalendarActions() {
  const client = useQueryClient();
  const onSettled = () => client.invalidateQueries({ queryKey: keys.calendar });
  const create = useMutation({
    ...now,
    mutationFn: () => call<{ url: string }>('POST', '/calendar', undefined, { 'Idempotency-Key': newUlid() }),
    onSettled,
  });
  const remove = useMutation({ ...now, mutationFn: () => call('DELETE', '/calendar'), onSettled });
  return { create, remove };
}
