import { formatNumber, useAmounts, useCheckin } from '@/lib/habits';
import type { Habit } from '@/lib/api/types';
import { t } from '@/lib/i18n';
import type { Day } from '@/lib/time/days';
import { offerUndo } from '@/lib/undo';

/** Marks and adds at a tap, and offers the way back to what was there. */
export function useMark(habit: Habit) {
  const { latest } = useCheckin(habit);
  const { add, before, put, restore, set } = useAmounts(habit);
  const { name } = habit;
  return {
    /** Marks at a tap, takes back at the next one. */
    toggle: (day: Day) => {
      const known = before(day);
      const mark = latest(day)?.status === 'done' ? null : ({ status: 'done', value: null } as const);
      set(day, mark);
      offerUndo(t(mark === null ? 'checkin.undone' : 'checkin.done', { name }), () => restore(day, known));
    },
    /** One more of what is counted; beside what was there. */
    add: (day: Day, value: number) => {
      const id = add(day, value);
      const added = t('checkin.added', { value: formatNumber(value), name });
      offerUndo(added, () => put(day, id, null));
    },
  };
}
