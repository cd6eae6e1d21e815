import { describeError } from '@/lib/api/describe';
import type { Habit } from '@/lib/api/types';
import { useCreateHabit, useCurrentDay, useDeleteHabit, useRestoreHabit, useUpdateHabit } from '@/lib/habits';
import { t } from '@/lib/i18n';
import { toast } from '@/lib/toast';
import { newUlid } from '@/lib/ulid';
import { offerUndo } from '@/lib/undo';
import { draftHabit, newFields, readDraft } from './habitDraft';

const sayProblem = (error: unknown) => {
  toast({ text: describeError(error), tone: 'problem' });
};

// With mutateAsync, because the row is gone by then: callbacks given to `mutate` end with their component.
/** What the menu of a habit does; everything can be taken back. */
export function useHabitActions(habit: Habit) {
  const { mutateAsync: update } = useUpdateHabit();
  const { mutateAsync: deleteOne } = useDeleteHabit();
  const { mutateAsync: restore } = useRestoreHabit();
  const { mutateAsync: create } = useCreateHabit();
  const today = useCurrentDay();
  const { name } = habit;

  const turn = async (current: Habit, archived: boolean): Promise<void> => {
    const saved = await update({ habit: current, change: { archived } });
    offerUndo(t(archived ? 'habits.archived' : 'habits.unarchived', { name }), () => {
      turn(saved, !archived).catch(sayProblem);
    });
  };
  const remove = async () => {
    await deleteOne(habit.id);
    offerUndo(t('habits.deleted', { name }), () => void restore(habit.id).catch(sayProblem));
  };
  const duplicate = async () => {
    const id = newUlid();
    const copy = { ...readDraft(draftHabit(habit)), name: t('habits.copy', { name }), start_date: today };
    await create({ id, input: newFields(copy) });
    offerUndo(t('habits.duplicated', { name: copy.name }), () => void deleteOne(id).catch(sayProblem));
  };
  return {
    archive: () => void turn(habit, !habit.archived).catch(sayProblem),
    remove: () => void remove().catch(sayProblem),
    duplicate: () => void duplicate().catch(sayProblem),
  };
}
