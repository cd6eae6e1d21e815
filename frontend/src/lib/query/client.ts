import { onlineManager, QueryClient } from '@tanstack/react-query';
import { ApiError, isTransient, retryDelay } from '@/lib/api/errors';

const WEEK_MS = 7 * 86_400_000;

/** Reads are tried again a few times; while the database wakes up, for about a minute. */
function retryRead(attempt: number, error: Error): boolean {
  return isTransient(error) && attempt < (error instanceof ApiError && error.status === 503 ? 8 : 2);
}

export function newQueryClient(): QueryClient {
  // The library only listens while somebody is here: what changed before, or while nobody was signed in, it did not hear.
  onlineManager.setOnline(navigator.onLine);
  return new QueryClient({
    defaultOptions: {
      queries: { staleTime: 30_000, gcTime: WEEK_MS, retry: retryRead, retryDelay },
      mutations: { retryDelay },
    },
  });
}
