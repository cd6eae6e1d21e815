import { describeError } from '@/lib/api/describe';
import type { Vacation } from '@/lib/api/types';
import { t } from '@/lib/i18n';
import { toast } from '@/lib/toast';
import { newUlid } from '@/lib/ulid';
import { offerUndo } from '@/lib/undo';
import { useEditVacation, type VacationEdit } from '@/lib/vacations';
import type { VacationInput } from './vacationDraft';

/** Adding, changing and deleting, each with a way back. */
export function useVacationActions() {
  const { mutateAsync } = useEditVacation();
  const run = (edit: VacationEdit) => {
    mutateAsync(edit).catch((error: unknown) => toast({ text: describeError(error), tone: 'problem' }));
  };
  const act = (text: string, edit: VacationEdit, back: VacationEdit) => {
    offerUndo(text, () => run(back));
    run(edit);
  };
  return {
    create: (input: VacationInput) => {
      const made = { id: newUlid(), ...input };
      act(t('vacations.saved'), { before: null, after: made }, { before: made, after: null });
    },
    change: (before: Vacation, input: VacationInput) => {
      const after = { id: before.id, ...input };
      act(t('vacations.saved'), { before, after }, { before: after, after: before });
    },
    // A deleted one comes back under a new id: the old id's own end is final.
    remove: (vacation: Vacation) => {
      const { start_date, end_date, habit_ids, note } = vacation;
      const again = { id: newUlid(), start_date, end_date, habit_ids, note };
      act(t('vacations.deleted'), { before: vacation, after: null }, { before: null, after: again });
    },
  };
}
