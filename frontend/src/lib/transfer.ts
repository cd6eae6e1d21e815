import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { call } from '@/lib/api/call';
import { ApiError, NetworkError } from '@/lib/api/errors';
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

const ASK_EVERY_MS = 1_500;
const WORKING: ReadonlySet<string> = new Set(['waiting', 'reading', 'importing', 'working']);
export const isWorking = ({ status }: { status: string }): boolean => WORKING.has(status);

export const useImports = () =>
  useQuery({
    queryKey: keys.imports,
    queryFn: async () => (await call<{ items: Import[] }>('GET', '/imports')).items,
  });

export const useImport = (id: string | null) =>
  useQuery({
    queryKey: [...keys.imports, id],
    queryFn: () => call<Import>('GET', `/imports/${id ?? ''}`),
    enabled: id !== null,
    refetchInterval: ({ state }) => (state.data && isWorking(state.data) ? ASK_EVERY_MS : false),
  });

/** Sends the file where the API says (a presigned POST of S3): its fields first, the file last. */
async function upload({ url, fields }: NewImport['upload'], file: Blob): Promise<void> {
  const form = new FormData();
  Object.entries(fields).forEach(([name, value]) => form.append(name, value));
  form.append('file', file);
  const response = await fetch(url, { method: 'POST', body: form }).catch((error: unknown) => {
    throw new NetworkError(error);
  });
  if (!response.ok) throw new ApiError(response, null);
}

/** Announces a file and uploads it; the import that is then being read. */
export async function startImport(file: File, source: ImportSource): Promise<Import> {
  const body = { source, file_name: file.name, bytes: file.size };
  const made = await call<NewImport>('POST', '/imports', body, { 'Idempotency-Key': newUlid() });
  await upload(made.upload, file);
  return made;
}

/** What can be done with an import; each renews what is shown of it. */
export function useImportActions() {
  const client = useQueryClient();
  const renew = () => client.invalidateQueries({ queryKey: keys.imports });
  const start = useMutation({
    mutationFn: ({ file, source }: { file: File; source: ImportSource }) => startImport(file, source),
    onSettled: renew,
  });
  const map = useMutation({
    mutationFn: ({ id, mapping }: { id: string; mapping: ImportMapping }) =>
      call<Import>('PUT', `/imports/${id}/mapping`, mapping),
    onSettled: renew,
  });
  const commit = useMutation({
    mutationFn: ({ id, choices }: { id: string; choices: ImportCommit }) =>
      call<Import>('POST', `/imports/${id}/commit`, choices),
    onSettled: renew,
  });
  const remove = useMutation({
    mutationFn: (id: string) => call('DELETE', `/imports/${id}`),
    onSettled: renew,
  });
  return { start, map, commit, remove };
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
    refetchInterval: ({ state }) => (state.data?.some(isWorking) ? ASK_EVERY_MS : false),
  });

export function useStartExport() {
  const client = useQueryClient();
  return useMutation({
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
    mutationFn: () => call<{ url: string }>('POST', '/calendar', {}, { 'Idempotency-Key': newUlid() }),
    onSettled,
  });
  const remove = useMutation({ mutationFn: () => call('DELETE', '/calendar'), onSettled });
  return { create, remove };
}
