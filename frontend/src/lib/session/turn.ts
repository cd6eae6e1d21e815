const LOCK = 'daybook-refresh';
/** A tab that was put to sleep with the lock in its hands must not keep the others out for ever. */
const PATIENCE_MS = 10_000;

/**
 * Runs work while no other tab does: each renewal changes the cookie, and the next one has to begin with the new cookie.
 * Without Web Locks, or when the turn does not come, it runs at once; the server then gives both tabs the same successor.
 */
export async function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
  if (!('locks' in navigator)) return work();
  const waiting = new AbortController();
  const timer = setTimeout(() => waiting.abort(), PATIENCE_MS);
  let running: Promise<Result> | undefined;
  try {
    return await navigator.locks.request(LOCK, { signal: waiting.signal }, () => {
      clearTimeout(timer);
      return (running = work());
    });
  } catch (error) {
    if (running) throw error;
    return await work();
  } finally {
    clearTimeout(timer);
  }
}
