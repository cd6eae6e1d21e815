import type { FieldErrors } from '@/components/useForm';
import { parseAmount } from '@/lib/amount';
import type { Habit, HabitInput } from '@/lib/api/types';
import { t } from '@/lib/i18n';
import type { Day } from '@/lib/time/days';
import { draftSchedule, newScheduleDraft, readSchedule, type ScheduleDraft } from './scheduleDraft';

/** The habit form as it is being filled in: texts where people type texts. */
export type HabitDraft = Pick<HabitInput, 'kind' | 'target_type' | 'colour'> & {
  name: string;
  question: string;
  unit: string;
  target: string;
  icon: string;
  start_date: string;
  schedule: ScheduleDraft;
};

export const newHabitDraft = (today: Day): HabitDraft => ({
  name: '',
  question: '',
  kind: 'yes_no',
  unit: '',
  target: '',
  target_type: 'at_least',
  colour: 'teal',
  icon: '',
  start_date: today,
  schedule: newScheduleDraft,
});

export const draftHabit = (habit: Habit): HabitDraft => ({
  name: habit.name,
  question: habit.question ?? '',
  kind: habit.kind,
  unit: habit.unit ?? '',
  target: habit.target?.toString() ?? '',
  target_type: habit.target_type,
  colour: habit.colour,
  icon: habit.icon ?? '',
  start_date: habit.start_date ?? '',
  schedule: draftSchedule(habit.schedule),
});

export function readDraft(draft: HabitDraft): HabitInput {
  const numeric = draft.kind === 'numeric';
  return {
    name: draft.name.trim(),
    question: draft.question.trim() || null,
    kind: draft.kind,
    unit: (numeric && draft.unit.trim()) || null,
    target: numeric ? parseAmount(draft.target) : null,
    target_type: numeric ? draft.target_type : 'at_least',
    colour: draft.colour,
    icon: draft.icon.trim() || null,
    start_date: draft.start_date || null,
    schedule: readSchedule(draft.schedule),
  };
}

/** What can be said before asking the server, which checks the rest. */
export function checkDraft(draft: HabitDraft): FieldErrors {
  const errors: FieldErrors = {};
  const target = parseAmount(draft.target);
  if (!draft.name.trim()) errors['/name'] = t('form.required');
  if (draft.kind === 'numeric' && (target === null || (target === 0 && draft.target_type === 'at_least')))
    errors['/target'] = t('edit.target.wrong');
  if (draft.schedule.kind === 'weekdays' && draft.schedule.weekdays.length === 0)
    errors['/schedule'] = t('edit.schedule.days.none');
  return errors;
}

/** Only what differs: a change of schedule or target makes the server compute everything again. */
export function changedFields(habit: Habit, input: HabitInput): Partial<HabitInput> {
  const same = (key: keyof HabitInput) =>
    JSON.stringify(sorted(habit[key])) === JSON.stringify(sorted(input[key]));
  const keys = (Object.keys(input) as (keyof HabitInput)[]).filter((key) => !same(key));
  return Object.fromEntries(keys.map((key) => [key, input[key]]));
}

const sorted = (value: unknown): unknown =>
  value !== null && typeof value === 'object' && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => one.localeCompare(other)))
    : value;
