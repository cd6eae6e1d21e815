import type { FieldErrors } from '@/components/useForm';
import { parseAmount } from '@/lib/amount';
import type { Habit, HabitInput } from '@/lib/api/types';
import { t } from '@/lib/i18n';
import type { Day } from '@/lib/time/days';
import {
  draftSchedule,
  newScheduleDraft,
  readSchedule,
  scheduleProblem,
  type ScheduleDraft,
} from './scheduleDraft';

/** The habit form as it is being filled in: texts where people type texts. */
export type HabitDraft = Pick<HabitInput, 'kind' | 'target_type' | 'colour' | 'reminders'> & {
  name: string;
  question: string;
  description: string;
  group: string;
  unit: string;
  target: string;
  icon: string;
  start_date: string;
  end_date: string;
  schedule: ScheduleDraft;
};

export const newHabitDraft = (today: Day, weekStart?: ScheduleDraft['weekStart']): HabitDraft => ({
  name: '',
  question: '',
  description: '',
  group: '',
  kind: 'yes_no',
  unit: '',
  target: '',
  target_type: 'at_least',
  colour: 'teal',
  icon: '',
  start_date: today,
  end_date: '',
  reminders: [],
  schedule: { ...newScheduleDraft, weekStart },
});

export const draftHabit = (
  habit: Omit<HabitInput, 'group' | 'reminders'> & Pick<Habit, 'group' | 'reminders'>,
): HabitDraft => ({
  name: habit.name,
  question: habit.question ?? '',
  description: habit.description ?? '',
  group: habit.group ?? '',
  kind: habit.kind,
  unit: habit.unit ?? '',
  target: habit.target?.toString() ?? '',
  target_type: habit.target_type,
  colour: habit.colour,
  icon: habit.icon ?? '',
  start_date: habit.start_date ?? '',
  end_date: habit.end_date ?? '',
  reminders: habit.reminders,
  schedule: draftSchedule(habit.schedule),
});

export function readDraft(draft: HabitDraft): HabitInput {
  const numeric = draft.kind === 'numeric';
  return {
    name: draft.name.trim(),
    question: draft.question.trim() || null,
    description: draft.description.trim() || null,
    group: draft.group.trim() || null,
    kind: draft.kind,
    unit: (numeric && draft.unit.trim()) || null,
    target: numeric ? parseAmount(draft.target) : null,
    target_type: numeric ? draft.target_type : 'at_least',
    colour: draft.colour,
    icon: draft.icon.trim() || null,
    start_date: draft.start_date || null,
    end_date: draft.end_date || null,
    reminders: draft.reminders,
    schedule: readSchedule(draft.schedule),
  };
}

function checkReminders({ reminders }: HabitDraft): string | null {
  if (reminders.some(({ time }) => !time)) return t('edit.reminder.time.missing');
  return reminders.some(({ days }) => days.length === 0) ? t('edit.schedule.days.none') : null;
}

/** What can be said before asking the server, which checks the rest. */
export function checkDraft(draft: HabitDraft): FieldErrors {
  const errors: FieldErrors = {};
  const target = parseAmount(draft.target);
  if (!draft.name.trim()) errors['/name'] = t('form.required');
  if (draft.kind === 'numeric' && (target === null || (target === 0 && draft.target_type === 'at_least')))
    errors['/target'] = t('edit.target.wrong');
  const schedule = scheduleProblem(draft.schedule);
  if (schedule) errors['/schedule'] = t(`edit.schedule.${schedule}.none`);
  if (draft.end_date && draft.start_date && draft.end_date < draft.start_date)
    errors['/end_date'] = t('edit.end.before');
  const reminders = checkReminders(draft);
  if (reminders) errors['/reminders'] = reminders;
  return errors;
}

/** What a new habit is made with: what was left empty is left out. */
export function newFields(input: HabitInput): Omit<HabitInput, 'group' | 'reminders'> & Partial<HabitInput> {
  const { group, reminders, ...rest } = input;
  return { ...rest, ...(group === null ? {} : { group }), ...(reminders.length === 0 ? {} : { reminders }) };
}

/** Only what differs: a change of schedule or target makes the server compute everything again. */
export function changedFields(habit: Habit, input: HabitInput): Partial<HabitInput> {
  const same = (key: keyof HabitInput) =>
    JSON.stringify(sorted(habit[key] ?? (key === 'reminders' ? [] : null))) ===
    JSON.stringify(sorted(input[key]));
  const keys = (Object.keys(input) as (keyof HabitInput)[]).filter((key) => !same(key));
  return Object.fromEntries(keys.map((key) => [key, input[key]]));
}

/** What stood in the fields that a change is about: sent back it undoes the change. */
export const fieldsOf = (habit: Habit, change: Partial<HabitInput>): Partial<HabitInput> =>
  Object.fromEntries(
    (Object.keys(change) as (keyof HabitInput)[]).map((key) => [
      key,
      habit[key] ?? (key === 'reminders' ? [] : null),
    ]),
  );

const sorted = (value: unknown): unknown =>
  value !== null && typeof value === 'object' && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => one.localeCompare(other)))
    : value;
