/** Whether this browser can show what a person is told while the app is closed. */
export const canPush = (): boolean =>
  'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window;

/** The worker that shows it; undefined where there is none, as in development. */
export const pushWorker = async (): Promise<ServiceWorkerRegistration | undefined> =>
  canPush() ? navigator.serviceWorker.getRegistration() : undefined;

export const subscription = async (): Promise<PushSubscription | null> =>
  (await (await pushWorker())?.pushManager.getSubscription()) ?? null;

/** Whoever comes next on this device must not be shown what was meant for the one before. The server notices by itself. */
export async function endPush(): Promise<void> {
  await (await subscription())?.unsubscribe();
}
