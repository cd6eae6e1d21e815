import { useQuery, useQueryClient } from '@tanstack/react-query';
import { call } from '@/lib/api/call';
import type { Leaderboard, WeeksSummary } from '@/lib/api/types';

const BOARD = ['analytics', 'leaderboard'] as const;
const ME = '/analytics/leaderboard/me';

/** The last twelve weeks; the server keeps them until something changes, so asking again costs little. */
export const useWeeks = () =>
  useQuery({
    queryKey: ['analytics', 'summary'],
    queryFn: () => call<WeeksSummary>('GET', '/analytics/summary'),
    staleTime: 0,
  });

export const useLeaderboard = () =>
  useQuery({
    queryKey: BOARD,
    queryFn: () => call<Leaderboard>('GET', '/analytics/leaderboard'),
    staleTime: 0,
  });

/** Takes part under a name, or no more; then the leaderboard is asked for again. */
export function useTakePart() {
  const client = useQueryClient();
  const renew = () => client.invalidateQueries({ queryKey: BOARD });
  return {
    join: async (displayName: string) => {
      await call('PUT', ME, { display_name: displayName });
      await renew();
    },
    leave: async () => {
      await call('DELETE', ME);
      await renew();
    },
  };
}
