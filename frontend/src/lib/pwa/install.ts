import { useSyncExternalStore } from 'react';

/** Chromium's own event (https://developer.mozilla.org/docs/Web/API/BeforeInstallPromptEvent); no standard knows it. */
type InstallEvent = Event & { prompt: () => Promise<unknown> };

let offered: InstallEvent | null = null;
const listeners = new Set<() => void>();

function become(event: InstallEvent | null): void {
  offered = event;
  listeners.forEach((listener) => listener());
}

/** Keeps the browser's offer to install the app for when it is asked for; call it once, at the start. */
export function watchInstall(): void {
  addEventListener('beforeinstallprompt', (event) => {
    event.preventDefault();
    become(event as InstallEvent);
  });
  addEventListener('appinstalled', () => {
    become(null);
    keepStorage();
  });
  if (isInstalled()) keepStorage();
}

/** What waits to be sent must not be thrown away when the device runs out of space. */
function keepStorage(): void {
  if ('storage' in navigator) navigator.storage.persist().catch(() => undefined);
}

export const isInstalled = (): boolean => matchMedia('(display-mode: standalone)').matches;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Installs the app by the browser's own dialog; null where the browser offers none. */
export function useInstall(): (() => void) | null {
  const event = useSyncExternalStore(subscribe, () => offered);
  if (!event) return null;
  return () => {
    become(null);
    event.prompt().catch(() => undefined);
  };
}
