import { pauseOn, type Pause } from '@/lib/habits/pauses';
import type { Day } from '@/lib/time/days';
import { useVacations } from '@/lib/vacations';

/** The vacation that a habit is on at a day, if any. */
export function usePauses(day: Day): (habitId: string) => Pause | null {
  const { data = [] } = useVacations();
  return (habitId) => pauseOn(data, habitId, day);
}
