import { describeError } from '@/lib/api/describe';
import { useCreateHabit, useCurrentDay, useDeleteHabit } from '@/lib/habits';
import { t } from '@/lib/i18n';
import { toast } from '@/lib/toast';
import { newUlid } from '@/lib/ulid';
import { offerUndo } from '@/lib/undo';
import { fromTemplate, type TemplateName } from './templates';

const sayProblem = (error: unknown) => {
  toast({ text: describeError(error), tone: 'problem' });
};

/** Makes habits from templates, one after the other so that they stand in that order. */
export function useStartHabits(): (names: TemplateName[]) => Promise<void> {
  const { mutateAsync: create } = useCreateHabit();
  const { mutateAsync: remove } = useDeleteHabit();
  const today = useCurrentDay();
  return async (names) => {
    const made: string[] = [];
    try {
      for (const name of names) {
        const id = newUlid();
        await create({ id, input: fromTemplate(name, today) });
        made.push(id);
      }
      offerUndo(t('onboarding.started', { count: made.length }), () => {
        made.forEach((id) => void remove(id).catch(sayProblem));
      });
    } catch (error) {
      sayProblem(error);
    }
  };
}
