import { useSyncExternalStore } from 'react';
import type { UploadForm } from '@/lib/api/types';
import { sendForm, type Sending } from '@/lib/sendForm';

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
const sendings = new Map<string, Sending>();
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

/** Sends a file; what becomes of it is told by `useUpload`. */
export function beginUpload(importId: string, form: UploadForm, file: File): void {
  uploads.set(importId, { file, form, state: 'sending', part: 0, error: null });
  const sending = sendForm(form, file, (part) => become(importId, { part }));
  sendings.set(importId, sending);
  sending.done.then(
    () => become(importId, { state: 'sent', part: 1 }),
    (error: unknown) => become(importId, { state: 'failed', error }),
  );
  tell();
}

export function repeatUpload(importId: string): void {
  const known = uploads.get(importId);
  if (known) beginUpload(importId, known.form, known.file);
}

export function cancelUpload(importId: string): void {
  sendings.get(importId)?.abort();
  sendings.delete(importId);
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
