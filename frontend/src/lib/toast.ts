import { useSyncExternalStore } from 'react';

export type Toast = {
  id: number;
  text: string;
  tone?: 'calm' | 'problem';
  action?: { label: string; run: () => void };
};

const SHOWN_MS = 7_000;
let current: Toast | null = null;
let count = 0;
let timer: ReturnType<typeof setTimeout> | undefined;
const listeners = new Set<() => void>();

function become(next: Toast | null): void {
  current = next;
  clearTimeout(timer);
  listeners.forEach((listener) => {
    listener();
  });
}

/** Shows one short message at the bottom; a newer one takes its place. It stays while `holdToast` is in force. */
export function toast(content: Omit<Toast, 'id'>): void {
  count += 1;
  become({ ...content, id: count });
  releaseToast();
}

export const dismissToast = (): void => {
  become(null);
};

/** While the pointer or the focus is on the toast it does not go away under them. */
export const holdToast = (): void => {
  clearTimeout(timer);
};

export const releaseToast = (): void => {
  clearTimeout(timer);
  timer = setTimeout(dismissToast, SHOWN_MS);
};

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const useCurrentToast = (): Toast | null => useSyncExternalStore(subscribe, () => current);
