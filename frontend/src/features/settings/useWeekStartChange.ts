import type { Habit, WeekStart } from '@/lib/api/types';
import { useHabits, useUpdateHabit } from '@/lib/habits';
import { describeError } from '@/lib/api/describe';
import { useUpdateProfile } from '@/lib/profile';
import { toast } from '@/lib/toast';

/** Weeks of the habits that count by the week begin where the person's weeks do. */
export function useWeekStartChange(): (weekStart: WeekStart) => void {
  const { data: active = [] } = useHabits(false);
  const { data: archived = [] } = useHabits(true);
  const { mutate } = useUpdateProfile();
  const { mutateAsync: update } = useUpdateHabit();
  const follow = (habit: Habit, week_start: WeekStart) => {
    const { schedule } = habit;
    if (schedule.type !== 'times' || schedule.period !== 'week' || (schedule.week_start ?? 1) === week_start)
      return;
    update({ habit, change: { schedule: { ...schedule, week_start } } }).catch((error: unknown) => {
      toast({ text: describeError(error), tone: 'problem' });
    });
  };
  return (weekStart) => {
    mutate({ week_start: weekStart });
    [...active, ...archived].forEach((habit) => follow(habit, weekStart));
  };
}
