import { markOf, useCheckin, type Mark } from '@/lib/habits';
import type { Habit } from '@/lib/api/types';
import { t } from '@/lib/i18n';
import type { Day } from '@/lib/time/days';
import { offerUndo } from '@/lib/undo';

/** Records a day and offers the way back to what it was. */
export function useMark(habit: Habit) {
  const { record, latest } = useCheckin(habit);
  const set = (day: Day, mark: Mark | null) => {
    const before = markOf(latest(day));
    record(day, mark);
    const text = mark === null ? 'checkin.undone' : 'checkin.done';
    offerUndo(t(text, { name: habit.name }), () => record(day, before));
  };
  /** Marks at a tap, takes back at the next one. */
  const toggle = (day: Day) => {
    set(day, latest(day)?.status === 'done' ? null : { status: 'done', value: null });
  };
  return { toggle };
}
