import { useSyncExternalStore } from 'react';
import { ApiError, NetworkError } from '@/lib/api/errors';
import type { UploadForm } from '@/lib/api/types';
import { undisturbed } from '@/lib/pwa/busy';

/** A file on its way to S3. `part` (0–1) of it has gone. */
export type Upload = {
  file: File;
  form: UploadForm;
  state: 'sending' | 'sent' | 'failed';
  part: number;
  error: unknown;
};

// Beside the pages, not in one: leaving the page does not stop an upload, only closing the tab does.
const uploads = new Map<string, Upload>();
const requests = new Map<string, XMLHttpRequest>();
const listeners = new Set<() => void>();

const isSending = () => [...uploads.values()].some(({ state }) => state === 'sending');

/** The browser asks before the tab is closed on an upload. */
const ask = (event: BeforeUnloadEvent) => event.preventDefault();

function become(importId: string, change: Partial<Upload>): void {
  const known = uploads.get(importId);
  if (!known) return;
  uploads.set(importId, { ...known, ...change });
  tell();
}

function tell(): void {
  if (isSending()) addEventListener('beforeunload', ask);
  else removeEventListener('beforeunload', ask);
  listeners.forEach((listener) => listener());
}

/** Sends a file as S3's form wants it: its fields first, the file last. `fetch` tells nothing of what has gone. */
export function beginUpload(importId: string, form: UploadForm, file: File): void {
  uploads.set(importId, { file, form, state: 'sending', part: 0, error: null });
  const body = new FormData();
  Object.entries(form.fields).forEach(([name, value]) => body.append(name, value));
  body.append('file', file);
  const request = new XMLHttpRequest();
  requests.set(importId, request);
  const fail = (error: unknown) => become(importId, { state: 'failed', error });
  request.upload.addEventListener('progress', ({ loaded, total }) => {
    if (total > 0) become(importId, { part: loaded / total });
  });
  request.addEventListener('load', () => {
    if (request.status >= 200 && request.status < 300) become(importId, { state: 'sent', part: 1 });
    else fail(new ApiError(new Response(null, { status: request.status }), null));
  });
  request.addEventListener('error', () => fail(new NetworkError('the upload was cut off')));
  // No new version of the app breaks it off.
  const end = new Promise<void>((resolve) => request.addEventListener('loadend', () => resolve()));
  void undisturbed(() => end);
  request.open('POST', form.url);
  request.send(body);
  tell();
}

export function repeatUpload(importId: string): void {
  const known = uploads.get(importId);
  if (known) beginUpload(importId, known.form, known.file);
}

export function cancelUpload(importId: string): void {
  requests.get(importId)?.abort();
  requests.delete(importId);
  uploads.delete(importId);
  tell();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The upload of an import, if this tab has begun it. */
export const useUpload = (importId: string): Upload | undefined =>
  useSyncExternalStore(subscribe, () => uploads.get(importId));
