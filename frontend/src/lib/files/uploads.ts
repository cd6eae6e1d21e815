import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { call } from '@/lib/api/call';
import { ApiError } from '@/lib/api/errors';
import type { FilePurpose, NewFile, StoredFile } from '@/lib/api/types';
import { keys } from '@/lib/habits/keys';
import { sendForm } from '@/lib/sendForm';
import { newUlid } from '@/lib/ulid';
import { renewFiles } from './renew';

/** A file on its way. `part` (0–1) of it has gone; the server knows it by `id` once it was announced. */
export type Upload = {
  key: string;
  id: string | null;
  place: string;
  file: File;
  state: 'sending' | 'sent' | 'failed';
  part: number;
  error: unknown;
};

// Beside the pages, not in one: leaving the page does not stop an upload, only closing the tab does.
let uploads: readonly Upload[] = [];
/** What breaks off an upload, by its key. */
const sendings = new Map<string, () => void>();
const listeners = new Set<() => void>();

/** The browser asks before the tab is closed on an upload. */
const ask = (event: BeforeUnloadEvent) => event.preventDefault();

function become(next: readonly Upload[]): void {
  uploads = next;
  if (uploads.some(({ state }) => state === 'sending')) addEventListener('beforeunload', ask);
  else removeEventListener('beforeunload', ask);
  listeners.forEach((listener) => listener());
}

const change = (key: string, to: Partial<Upload>): void =>
  become(uploads.map((upload) => (upload.key === key ? { ...upload, ...to } : upload)));

const isThere = (key: string): boolean => uploads.some((upload) => upload.key === key);

const placeOf = (purpose: FilePurpose, ref: string | null): string => `${purpose}/${ref ?? ''}`;

/** What this tab is doing with a file that the server knows. */
export const isUnderway = (id: string): Upload['state'] | null =>
  uploads.find((upload) => upload.id === id)?.state ?? null;

async function announceAndSend(
  client: QueryClient,
  { key, file }: Upload,
  purpose: FilePurpose,
  ref: string | null,
): Promise<void> {
  const named = { purpose, name: file.name.slice(-200) || 'file', content_type: file.type, size: file.size };
  const body = ref === null ? named : { ...named, ref };
  const made = await call<NewFile>('POST', '/uploads', body, { 'Idempotency-Key': key });
  if (!isThere(key)) return;
  change(key, { id: made.id });
  const sending = sendForm(made, file, (part) => change(key, { part }));
  // What is broken off never tells that it has ended.
  const stopped = new Promise<void>((stop) => {
    sendings.set(key, () => {
      sending.abort();
      stop();
    });
  });
  await Promise.race([sending.done, stopped]);
  if (!isThere(key)) return;
  change(key, { state: 'sent', part: 1 });
  await renewFiles(client, purpose, ref);
}

/** The server's list tells of it from here on. */
function forgetKnown(client: QueryClient, purpose: FilePurpose, ref: string | null): void {
  const known = client.getQueryData<StoredFile[]>(keys.files(purpose, ref)) ?? [];
  const settled = new Set(known.filter(({ status }) => status !== 'waiting').map(({ id }) => id));
  const left = uploads.filter(({ id }) => id === null || !settled.has(id));
  if (left.length < uploads.length) become(left);
}

/** So many are sent at the same time: a telephone's line would be shared by all, and none arrive. */
const AT_ONCE = 3;
let running = 0;
const queue: (() => void)[] = [];

async function inTurn(work: () => Promise<void>): Promise<void> {
  if (running === AT_ONCE) await new Promise<void>((go) => queue.push(go));
  else running += 1;
  try {
    await work();
  } finally {
    const next = queue.shift();
    if (next) next();
    else running -= 1;
  }
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** What is on its way to one thing, and sending more. */
export function useUploads(purpose: FilePurpose, ref: string | null) {
  const client = useQueryClient();
  const all = useSyncExternalStore(subscribe, () => uploads);
  const place = placeOf(purpose, ref);
  const run = (upload: Upload) => {
    const work = () =>
      isThere(upload.key) ? announceAndSend(client, upload, purpose, ref) : Promise.resolve();
    inTurn(work).catch((error: unknown) => {
      // The answer to the upload was lost, not the file.
      const arrived = error instanceof ApiError && error.code === 'already-uploaded';
      change(upload.key, arrived ? { state: 'sent', part: 1 } : { state: 'failed', error });
      if (arrived) void renewFiles(client, purpose, ref);
    });
  };
  return {
    uploads: all.filter((upload) => upload.place === place),
    /** @returns the key of the upload. */
    send: (file: File): string => {
      const upload: Upload = {
        key: newUlid(),
        id: null,
        place,
        file,
        state: 'sending',
        part: 0,
        error: null,
      };
      forgetKnown(client, purpose, ref);
      become([...uploads, upload]);
      run(upload);
      return upload.key;
    },
    repeat: (upload: Upload) => {
      const again: Upload = { ...upload, state: 'sending', part: 0, error: null };
      change(upload.key, again);
      run(again);
    },
    forget: ({ key }: Upload) => {
      sendings.get(key)?.();
      sendings.delete(key);
      become(uploads.filter((upload) => upload.key !== key));
    },
  };
}
