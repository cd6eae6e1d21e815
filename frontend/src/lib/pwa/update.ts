import { useSyncExternalStore } from 'react';
import { isBusy, isBusyAnywhere } from './busy';

/**
 * A new version of the app is loaded in the background and then waits. It takes over when the person says so, while the
 * app is not looked at, or at the next start; never while something typed would be lost. Edits are safe in any case: the
 * outbox is no part of what a version brings.
 */
export type Update =
  /** The newest version is shown, as far as is known. */
  | 'none'
  /** A newer one is here. */
  | 'ready'
  /** It was asked for, and takes over as soon as the form that is being filled in is closed. */
  | 'wanted';

let update: Update = 'none';
let waiting: ServiceWorker | null = null;
/** Another tab let the new version take over: only loading this page anew is left. */
let tookOver = false;
let reload = () => location.reload();
const listeners = new Set<() => void>();

function become(next: Update): void {
  update = next;
  listeners.forEach((listener) => listener());
}

function offer(worker: ServiceWorker): void {
  waiting = worker;
  become('ready');
}

function go(): void {
  if (tookOver) reload();
  else waiting?.postMessage('take over');
}

/** Takes the new version, now or when what is being typed here is done with. */
export function takeUpdate(): void {
  if (isBusy()) become('wanted');
  else go();
}

/** Takes a version that was asked for once nothing is in its way; to be called when the page changes. */
export function takeIfWanted(): void {
  if (update === 'wanted' && !isBusy()) go();
}

async function takeQuietly(): Promise<void> {
  if (update !== 'none' && !(await isBusyAnywhere())) go();
}

/** The page belongs to a version whose files may go: it is loaded anew unless that would lose something. */
function whenTakenOver(): void {
  tookOver = true;
  if (isBusy()) become(update === 'wanted' ? 'wanted' : 'ready');
  else reload();
}

function watch({ installing }: ServiceWorkerRegistration): void {
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
    if (document.visibilityState === 'hidden') void takeQuietly();
    else if (Date.now() - looked > LOOK_EVERY_MS) {
      looked = Date.now();
      registration.update().catch(() => undefined); // no network: the next time
    }
  });
}

/** The first visit's own files come first; the worker then fetches the others. */
const pageLoaded = (): Promise<void> =>
  document.readyState === 'complete'
    ? Promise.resolve()
    : new Promise((resolve) => addEventListener('load', () => resolve(), { once: true }));

/**
 * Registers the service worker. Where there is none, the app works as before, with a network.
 * @param reloadPage for tests.
 */
export async function startWorker(reloadPage = reload): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  reload = reloadPage;
  const { serviceWorker } = navigator;
  // The first worker takes charge of a page that is current already.
  if (serviceWorker.controller) serviceWorker.addEventListener('controllerchange', whenTakenOver);
  await pageLoaded();
  const registration = await serviceWorker.register('/sw.js', { updateViaCache: 'none' });
  registration.addEventListener('updatefound', () => watch(registration));
  watch(registration); // one that is being loaded already
  lookNowAndThen(registration);
  if (!registration.waiting || !serviceWorker.controller) return;
  offer(registration.waiting);
  await takeQuietly(); // it waited since the last time
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const useUpdate = (): Update => useSyncExternalStore(subscribe, () => update);
