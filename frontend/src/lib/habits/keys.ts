import type { Day } from '@/lib/time/days';

/** Query keys: the first word says what a change of habits has to renew. */
export const keys = {
  profile: ['profile'] as const,
  todays: ['today'] as const,
  today: (date: Day) => ['today', date] as const,
  habits: ['habits'] as const,
  habitList: (archived: boolean) => ['habits', 'list', archived] as const,
  habit: (id: string) => ['habits', 'one', id] as const,
  stats: (id: string) => ['habits', 'stats', id] as const,
  checkins: (id: string) => ['habits', 'checkins', id] as const,
};
