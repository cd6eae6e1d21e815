import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { call } from '@/lib/api/call';
import type { EditPage, Period, ScoreChange } from '@/lib/api/types';
import type { Day } from '@/lib/time/days';
import { keys } from './keys';
import { useWeekStart } from './queries';
import { overviewQuery } from './reads';

/** Why the score of a habit changed between two days (≤ 366 apart). */
export const useScoreChange = (habitId: string, from: Day, to: Day) =>
  useQuery({
    queryKey: [...keys.scoreChange(habitId), from, to],
    queryFn: () => call<ScoreChange>('GET', `/habits/${habitId}/score-change?from=${from}&to=${to}`),
    placeholderData: keepPreviousData,
    enabled: from <= to,
  });

/** All habits over the week, month or year that a day is in. */
export function useOverview(period: Period, date: Day) {
  const weekStart = useWeekStart();
  return useQuery({
    ...overviewQuery(period, date, weekStart),
    placeholderData: keepPreviousData,
  });
}

const EDITS_A_PAGE = 30;

/** A habit's history of edits, newest first, page after page. To revert one, send its `from` back as a new edit. */
export const useEdits = (habitId: string) =>
  useInfiniteQuery({
    queryKey: keys.edits(habitId),
    queryFn: ({ pageParam }) =>
      call<EditPage>(
        'GET',
        `/habits/${habitId}/edits?limit=${EDITS_A_PAGE}${pageParam ? `&cursor=${encodeURIComponent(pageParam)}` : ''}`,
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.next_cursor,
  });
