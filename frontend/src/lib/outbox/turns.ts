import { onlineManager } from '@tanstack/react-query';

export const isOnline = (): boolean => onlineManager.isOnline();

/** Runs work while no other tab runs work of that name; where locks are not known, at once. Not run once aborted. */
export async function inTurn(name: string, signal: AbortSignal, work: () => Promise<void>): Promise<void> {
  if (signal.aborted) return;
  if (!('locks' in navigator)) return work();
  await navigator.locks.request(name, { signal }, work);
}

/** Waiting that ends early when there is reason to hope: the network is back, or the page is looked at again. */
export class Alarm {
  private readonly sleepers = new Set<() => void>();

  readonly ring = (): void => {
    this.sleepers.forEach((wake) => wake());
  };

  /** Listens until the signal. */
  listen(signal: AbortSignal): void {
    const unsubscribe = onlineManager.subscribe(this.ring);
    signal.addEventListener('abort', unsubscribe, { once: true });
    document.addEventListener('visibilitychange', this.ring, { signal });
  }

  sleep(ms: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        clearTimeout(timer);
        this.sleepers.delete(wake);
        resolve();
      };
      const timer = setTimeout(wake, ms);
      this.sleepers.add(wake);
      if (signal.aborted) wake();
    });
  }

  async untilOnline(signal: AbortSignal): Promise<void> {
    while (!isOnline() && !signal.aborted) await this.sleep(3_600_000, signal);
  }
}
