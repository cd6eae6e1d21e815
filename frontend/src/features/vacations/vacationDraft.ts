import type { Vacation } from '@/lib/api/types';
import { t } from '@/lib/i18n';
import type { Day } from '@/lib/time/days';

/** The form of a vacation as it is being filled in. An empty end means until further notice. */
export type VacationDraft = {
  start: string;
  end: string;
  everything: boolean;
  habits: string[];
  note: string;
};
export type VacationInput = Pick<Vacation, 'start_date' | 'end_date' | 'habit_ids' | 'note'>;

export const newVacationDraft = (today: Day): VacationDraft => ({
  start: today,
  end: '',
  everything: true,
  habits: [],
  note: '',
});

export const draftVacation = (vacation: VacationInput): VacationDraft => ({
  start: vacation.start_date,
  end: vacation.end_date ?? '',
  everything: vacation.habit_ids === null,
  habits: vacation.habit_ids ?? [],
  note: vacation.note ?? '',
});

export const readVacation = (draft: VacationDraft): VacationInput => ({
  start_date: draft.start,
  end_date: draft.end || null,
  habit_ids: draft.everything ? null : draft.habits,
  note: draft.note.trim() || null,
});

/** By JSON pointer, as the server names fields. */
export function checkVacation({ start, end, everything, habits }: VacationDraft): Record<string, string> {
  const errors: Record<string, string> = {};
  if (!start) errors['/start_date'] = t('form.required');
  if (end && end < start) errors['/end_date'] = t('vacations.end.before');
  if (!everything && habits.length === 0) errors['/habit_ids'] = t('bulk.habits.none');
  return errors;
}
