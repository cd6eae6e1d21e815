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

/** What the menu of a habit does: at once, and everything can be taken back. */
export function useHabitActions(habit: Habit) {
  const { mutateAsync: update } = useUpdateHabit();
  const { mutateAsync: deleteOne } = useDeleteHabit();
  const { mutateAsync: restore } = useRestoreHabit();
  const { mutateAsync: create } = useCreateHabit();
  const today = useCurrentDay();
  const { name } = habit;
  const run = (work: Promise<unknown>) => void work.catch(sayProblem);

  const turn = (archived: boolean) => {
    const current = { ...habit, archived: !archived };
    run(update({ habit: current, change: { archived } }));
    offerUndo(t(archived ? 'habits.archived' : 'habits.unarchived', { name }), () => turn(!archived));
  };
  const remove = () => {
    run(deleteOne(habit.id));
    offerUndo(t('habits.deleted', { name }), () => run(restore(habit.id)));
  };
  const duplicate = () => {
    const id = newUlid();
    const copy = { ...readDraft(draftHabit(habit)), name: t('habits.copy', { name }), start_date: today };
    run(create({ id, input: newFields(copy) }));
    offerUndo(t('habits.duplicated', { name: copy.name }), () => run(deleteOne(id)));
  };
  return { archive: () => turn(!habit.archived), remove, duplicate };
}
