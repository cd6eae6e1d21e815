import type { Day } from '@/lib/time/days';

/** Query keys: the first word says what a change has to renew. */
export const keys = {
  profile: ['profile'] as const,
  todays: ['today'] as const,
  today: (date: Day) => ['today', date] as const,
  habits: ['habits'] as const,
  habitLists: ['habits', 'list'] as const,
  habitList: (archived: boolean) => ['habits', 'list', archived] as const,
  habit: (id: string) => ['habits', 'one', id] as const,
  stats: (id: string) => ['habits', 'stats', id] as const,
  checkins: (id: string) => ['habits', 'checkins', id] as const,
  entries: (id: string, date: Day) => ['habits', 'entries', id, date] as const,
  scoreChange: (id: string) => ['habits', 'score-change', id] as const,
  edits: (id: string) => ['habits', 'edits', id] as const,
  overviews: ['overview'] as const,
  vacations: ['vacations'] as const,
  imports: ['imports'] as const,
  exports: ['exports'] as const,
  calendar: ['calendar'] as const,
};
