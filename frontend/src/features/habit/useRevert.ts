import { useQueryClient } from '@tanstack/react-query';
import type { Checkin, Habit, LoggedEdit } from '@/lib/api/types';
import { useCheckin, useUpdateHabit, type HabitChange } from '@/lib/habits';
import { keys } from '@/lib/habits/keys';
import { t } from '@/lib/i18n';
import { offerUndo } from '@/lib/undo';
import { changesOf, fieldsAfter, fieldsBefore, markBefore } from './describeEdit';

/**
 * Puts back what an edit replaced. That is an edit of its own: it shows at once, waits for the network like any other, and
 * can be undone.
 */
export function useRevert(habit: Habit) {
  const client = useQueryClient();
  const { record } = useCheckin(habit);
  const { mutateAsync: update } = useUpdateHabit();
  // A refusal stands in the outbox's list, where it can be read and tried again.
  const save = (change: HabitChange) => void update({ habit, change }).catch(() => undefined);

  const currentMark = (date: string) => {
    const lists = client.getQueriesData<Checkin[]>({ queryKey: keys.checkins(habit.id) });
    const known = lists.flatMap(([, list]) => list ?? []).find((entry) => entry.date === date);
    return known?.status ? { status: known.status, value: known.value, note: known.note } : null;
  };

  return (edit: LoggedEdit) => {
    const { date } = edit;
    const from = changesOf(habit, edit)
      .map((change) => change.from)
      .join(', ');
    if (edit.kind === 'checkin' && date !== null) {
      const now = currentMark(date);
      record(date, markBefore(edit));
      offerUndo(t('habit.edits.reverted', { from }), () => record(date, now));
    } else {
      save(fieldsBefore(edit));
      offerUndo(t('habit.edits.reverted', { from }), () => save(fieldsAfter(edit)));
    }
  };
}
