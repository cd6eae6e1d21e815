import { onlineManager, QueryClient } from '@tanstack/react-query';
import { ApiError, isTransient, retryDelay } from '@/lib/api/errors';

const WEEK_MS = 7 * 86_400_000;

// The library takes a page for online until it hears otherwise; one that was opened without a network hears nothing.
onlineManager.setOnline(navigator.onLine);

/** Reads are tried again a few times; while the database wakes up, for about a minute. */
function retryRead(attempt: number, error: Error): boolean {
  return isTransient(error) && attempt < (error instanceof ApiError && error.status === 503 ? 8 : 2);
}

export function newQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { staleTime: 30_000, gcTime: WEEK_MS, retry: retryRead, retryDelay },
      mutations: { retryDelay },
    },
  });
}
