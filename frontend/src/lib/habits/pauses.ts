import type { Day } from '@/lib/time/days';

/** What of a vacation says whom and when it pauses; no end means until further notice, no habits means all of them. */
export type Pause = { start_date: Day; end_date: Day | null; habit_ids: string[] | null };

/** The vacation that a habit is on at a day; of several the one that lasts longest. */
export function pauseOn<P extends Pause>(pauses: readonly P[], habitId: string, day: Day): P | null {
  const running = pauses.filter(
    ({ start_date, end_date, habit_ids }) =>
      start_date <= day &&
      (end_date === null || day <= end_date) &&
      (habit_ids === null || habit_ids.includes(habitId)),
  );
  const ending = (pause: P) => pause.end_date ?? '9999';
  return running.sort((one, other) => ending(other).localeCompare(ending(one)))[0] ?? null;
}
