import { formatNumber, useDayEdits, type Mark } from '@/lib/habits';
import type { Habit } from '@/lib/api/types';
import { t } from '@/lib/i18n';
import type { Day } from '@/lib/time/days';
import { offerUndo } from '@/lib/undo';

/** Marks and adds at a tap, and offers the way back to what was there. */
export function useMark() {
  const { add, before, put, restore, set } = useDayEdits();
  return {
    /** Marks at a tap, takes back at the next one. */
    toggle: (habit: Habit, day: Day) => {
      const known = before(habit, day);
      const mark: Mark | null = known.mark?.status === 'done' ? null : { status: 'done', value: null };
      set(habit, day, mark);
      const text = t(mark === null ? 'checkin.undone' : 'checkin.done', { name: habit.name });
      offerUndo(text, () => restore(habit, day, known));
    },
    /** One more of what is counted; beside what was there. */
    add: (habit: Habit, day: Day, value: number) => {
      const id = add(habit, day, value);
      const text = t('checkin.added', { value: formatNumber(value), name: habit.name });
      offerUndo(text, () => put(habit, day, id, null));
    },
  };
}
