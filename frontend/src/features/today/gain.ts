import type { TodayHabit } from '@/lib/api/types';
import { A_DAY, MILESTONES } from '@/lib/points';

/** Points that a tap brought; `key` makes each of them rise anew. */
export type Gain = { key: number; points: number };

/** What marking a row as done brings: so much a day, and more where the streak comes to a milestone. Null when it was. */
export function gainOf({ checkin, due, summary, habit }: TodayHabit, last: Gain | null): Gain | null {
  if (checkin?.status === 'done') return null;
  const counts = due && !summary.fulfilled && summary.streak_unit === 'days' && habit.kind === 'yes_no';
  const milestone = counts ? (MILESTONES[summary.streak + 1] ?? 0) : 0;
  return { key: (last?.key ?? 0) + 1, points: A_DAY + milestone };
}
