import type { FieldErrors } from '@/components/useForm';
import type { Task, TaskInput, TaskPriority, TaskRepeat } from '@/lib/api/types';
import { t } from '@/lib/i18n';
import type { Day } from '@/lib/time/days';

/** A task's rule of repeating as it is being filled in. */
export type RepeatDraft = {
  every: TaskRepeat['every'] | 'never';
  interval: string;
  weekdays: number[];
  from: 'due' | 'done';
  until: string;
};
export type ReminderDraft = { at: string } | { days_before: number; time: string };

export type TaskDraft = {
  title: string;
  note: string;
  date: string;
  time: string;
  priority: TaskPriority;
  tags: string[];
  repeat: RepeatDraft;
  reminders: ReminderDraft[];
  habit_id: string;
};

const draftRepeat = (repeat: TaskRepeat | null): RepeatDraft => ({
  every: repeat?.every ?? 'never',
  interval: String(repeat?.interval ?? 1),
  weekdays: repeat?.weekdays ?? [],
  from: repeat?.from ?? 'due',
  until: repeat?.until ?? '',
});

export const draftTask = (task: Task): TaskDraft => ({
  title: task.title,
  note: task.note ?? '',
  date: task.due?.date ?? '',
  time: task.due?.time ?? '',
  priority: task.priority,
  tags: task.tags,
  repeat: draftRepeat(task.repeat),
  reminders: task.reminders,
  habit_id: task.habit_id ?? '',
});

function readRepeat({ every, interval, weekdays, from, until }: RepeatDraft): TaskRepeat | null {
  if (every === 'never') return null;
  const days = every === 'week' && weekdays.length > 0 ? weekdays : null;
  return { every, interval: Number(interval), weekdays: days, from, until: until || null };
}

export const readDraft = (draft: TaskDraft): TaskInput => ({
  title: draft.title.trim(),
  note: draft.note.trim() || null,
  due: draft.date ? { date: draft.date, time: draft.time || null } : null,
  priority: draft.priority,
  tags: draft.tags,
  repeat: readRepeat(draft.repeat),
  reminders: draft.reminders,
  habit_id: draft.habit_id || null,
});

const isWhole = (text: string, most: number): boolean =>
  /^\d+$/.test(text.trim()) && Number(text) >= 1 && Number(text) <= most;

function reminderProblem({ reminders, date }: TaskDraft): string | null {
  if (reminders.some((one) => ('at' in one ? !one.at : !one.time))) return t('tasks.reminder.missing');
  if (!date && reminders.some((one) => 'days_before' in one)) return t('tasks.reminder.needs_due');
  return null;
}

/** What can be said before asking the server, by JSON pointer. */
export function checkDraft(draft: TaskDraft): FieldErrors {
  const errors: FieldErrors = {};
  const { repeat } = draft;
  if (!draft.title.trim()) errors['/title'] = t('form.required');
  if (draft.time && !draft.date) errors['/due'] = t('tasks.due.missing');
  if (repeat.every !== 'never') {
    if (!isWhole(repeat.interval, 365)) errors['/repeat/interval'] = t('tasks.repeat.interval.wrong');
    if (repeat.until && draft.date && repeat.until < draft.date)
      errors['/repeat/until'] = t('tasks.repeat.until.before');
  }
  const reminders = reminderProblem(draft);
  if (reminders) errors['/reminders'] = reminders;
  return errors;
}

/** The same however it was written: without what is empty, keys in order. */
function plainly(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plainly);
  if (value === null || typeof value !== 'object') return value;
  const said = Object.entries(value).filter(([, part]) => part !== null && part !== undefined);
  return Object.fromEntries(
    said.sort(([one], [other]) => one.localeCompare(other)).map(([key, part]) => [key, plainly(part)]),
  );
}

const isSame = (one: unknown, other: unknown): boolean =>
  JSON.stringify(plainly(one)) === JSON.stringify(plainly(other));

/** Only what the person changed: the rest stays as others may have changed it meanwhile. */
export function changedFields(before: TaskInput, after: TaskInput): Partial<TaskInput> {
  const names = Object.keys(after) as (keyof TaskInput)[];
  return Object.fromEntries(
    names.filter((name) => !isSame(before[name], after[name])).map((name) => [name, after[name]]),
  );
}

/** What stood in the fields that a change is about: sent back it undoes the change. */
export const fieldsOf = (task: Task, change: Partial<TaskInput>): Partial<TaskInput> =>
  Object.fromEntries((Object.keys(change) as (keyof TaskInput)[]).map((name) => [name, task[name]]));

/** A new reminder: before the due date when there is one. */
export const newReminder = (date: string, today: Day): ReminderDraft =>
  date ? { days_before: 0, time: '09:00' } : { at: `${today}T18:00` };
