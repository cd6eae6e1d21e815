import {
  notifyManager,
  onlineManager,
  QueryClient,
  type InvalidateOptions,
  type InvalidateQueryFilters,
} from '@tanstack/react-query';
import { ApiError, isTransient, retryDelay } from '@/lib/api/errors';

const WEEK_MS = 7 * 86_400_000;

// What a tap changes is drawn before the browser does anything else. By itself the library waits for a timer,
// until which React shows a ticked box unticked again.
notifyManager.setScheduler(queueMicrotask);

/** Reads are tried again a few times; while the database wakes up, for about a minute. */
function retryRead(attempt: number, error: Error): boolean {
  return isTransient(error) && attempt < (error instanceof ApiError && error.status === 503 ? 8 : 2);
}

/**
 * The library takes an answer that was asked for before an invalidation for a new one, unless a page shows the query. Here
 * nothing that was asked for earlier counts: it is asked anew.
 */
class DaybookClient extends QueryClient {
  override invalidateQueries(filters?: InvalidateQueryFilters, options?: InvalidateOptions): Promise<void> {
    const underWay = this.getQueryCache()
      .findAll({ ...filters, fetchStatus: 'fetching' })
      .map((query) => ({ query, asked: query.promise }));
    const done = super.invalidateQueries(filters, options);
    underWay
      .filter(({ query, asked }) => query.promise === asked) // the others were asked anew just now
      .forEach(({ query }) => {
        void query.cancel({ silent: true });
        void query.fetch().catch(() => undefined);
      });
    return done;
  }
}

export function newQueryClient(): QueryClient {
  // The library only listens while somebody is here: what changed before, or while nobody was signed in, it did not hear.
  onlineManager.setOnline(navigator.onLine);
  return new DaybookClient({
    defaultOptions: {
      queries: { staleTime: 30_000, gcTime: WEEK_MS, retry: retryRead, retryDelay },
      mutations: { retryDelay },
    },
  });
}
