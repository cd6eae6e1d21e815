import { useSyncExternalStore } from 'react';
import { isAnyFormDirty } from './forms';

/**
 * A new version of the app is loaded in the background and then waits. It takes over when the person says so, while the
 * app is not looked at, or at the next start; never while something typed would be lost. Edits are safe in any case: the
 * outbox is no part of what a version brings.
 */
let waiting: ServiceWorker | null = null;
let reloading = false;
const listeners = new Set<() => void>();

function offer(worker: ServiceWorker | null): void {
  waiting = worker;
  listeners.forEach((listener) => listener());
}

/** Lets the waiting version take over; the page is loaded anew when it did. */
export function takeUpdate(): void {
  waiting?.postMessage('take over');
}

function takeQuietly(): void {
  if (waiting && !isAnyFormDirty()) takeUpdate();
}

function watch(registration: ServiceWorkerRegistration): void {
  const { installing } = registration;
  installing?.addEventListener('statechange', () => {
    // Without a controller this is the first version, and it is already the one that is shown.
    if (installing.state === 'installed' && navigator.serviceWorker.controller) offer(installing);
  });
}

const LOOK_EVERY_MS = 3_600_000;

/** Looks for a newer version when the app is looked at again, an hour later at the earliest. */
function lookNowAndThen(registration: ServiceWorkerRegistration): void {
  let looked = Date.now();
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') takeQuietly();
    else if (Date.now() - looked > LOOK_EVERY_MS) {
      looked = Date.now();
      registration.update().catch(() => undefined); // no network: the next time
    }
  });
}

/** Registers the service worker. Where there is none, the app works as before, with a network. */
export async function startWorker(): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  const controlled = navigator.serviceWorker.controller !== null;
  navigator.serviceWorker.addEventListener('controllerchange', () => {
    if (!controlled || reloading) return; // the first worker takes charge of a page that is current already
    reloading = true;
    location.reload();
  });
  const registration = await navigator.serviceWorker.register('/sw.js', { updateViaCache: 'none' });
  registration.addEventListener('updatefound', () => watch(registration));
  lookNowAndThen(registration);
  if (!registration.waiting || !controlled) return;
  offer(registration.waiting);
  takeQuietly(); // it waited since the last time: nothing was typed yet
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Whether a newer version waits to take over. */
export const useUpdateWaiting = (): boolean => useSyncExternalStore(subscribe, () => waiting !== null);
