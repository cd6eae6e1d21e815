import type { Habit, LoggedEdit } from '@/lib/api/types';
import { useDayEdits, useUpdateHabit, type HabitChange } from '@/lib/habits';
import { t } from '@/lib/i18n';
import { offerUndo } from '@/lib/undo';
import { beforeOf, fieldsAfter, fieldsBefore, markBefore } from './describeEdit';

/**
 * Puts back what an edit replaced. That is an edit of its own: it shows at once, waits for the network like any other, and
 * can be undone.
 */
export function useRevert(habit: Habit) {
  const { before, restore, set } = useDayEdits();
  const { mutateAsync: update } = useUpdateHabit();
  // A refusal stands in the outbox's list, where it can be read and tried again.
  const save = (change: HabitChange) => void update({ habit, change }).catch(() => undefined);

  return (edit: LoggedEdit) => {
    const { date } = edit;
    const from = beforeOf(habit, edit);
    if (edit.kind === 'checkin' && date !== null) {
      const now = before(habit, date);
      set(habit, date, markBefore(edit));
      offerUndo(t('habit.edits.reverted', { from }), () => restore(habit, date, now));
    } else {
      save(fieldsBefore(edit));
      offerUndo(t('habit.edits.reverted', { from }), () => save(fieldsAfter(edit)));
    }
  };
}
