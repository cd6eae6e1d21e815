import type { Habit, LoggedEdit, Reminder, Schedule, Status } from '@/lib/api/types';
import { fullDate } from '@/components/charts';
import { describeEntry, describeSchedule, formatAmount, formatNumber } from '@/lib/habits';
import { t } from '@/lib/i18n';

/** One change within an edit, in words. `field` is null for a day's mark; `said` is a change that has no two ends. */
export type Change = { field: string | null; from: string; to: string } | { said: string };

const FIELDS = [
  'name',
  'question',
  'description',
  'kind',
  'unit',
  'target',
  'target_type',
  'schedule',
  'colour',
  'icon',
  'group',
  'reminders',
  'start_date',
  'end_date',
  'archived',
] as const;
type Field = (typeof FIELDS)[number];

const isField = (name: string): name is Field => FIELDS.some((field) => field === name);

const WORDS: Partial<Record<Field, readonly string[]>> = {
  kind: ['yes_no', 'numeric'],
  target_type: ['at_least', 'at_most'],
};

const NONE = () => t('habit.value.none');

type Word = 'yes_no' | 'numeric' | 'at_least' | 'at_most';
const textOf = (field: Field, text: string): string =>
  WORDS[field]?.includes(text) ? t(`habit.value.${text as Word}`) : text;

/** A field's value in words. */
function valueOf(field: Field, value: unknown): string {
  if (value === null || value === undefined || value === '') return NONE();
  switch (field) {
    case 'schedule':
      return describeSchedule(value as Schedule);
    case 'colour':
      return t(`colour.${value as Habit['colour']}`);
    case 'reminders':
      return (value as Reminder[]).map(({ time }) => time).join(', ') || NONE();
    case 'archived':
      return t(value === true ? 'habit.value.yes' : 'habit.value.no');
    case 'start_date':
    case 'end_date':
      return fullDate(value as string);
    case 'target':
      return formatNumber(Number(value));
    default:
      return textOf(field, typeof value === 'string' ? value : JSON.stringify(value));
  }
}

const markOf = ({ status, value }: Record<string, unknown>) => ({
  status: (status ?? null) as Status | null,
  value: (value ?? null) as number | null,
});

function markText(habit: Habit, mark: Record<string, unknown>): string {
  const { status, value } = markOf(mark);
  if (status === null) return NONE();
  return status === 'done' && value !== null
    ? formatAmount(habit, value)
    : describeEntry(habit, { status, value });
}

/** What happened to the habit as a whole. */
function lifeOf({ source, from, to }: LoggedEdit): string | null {
  if (source === 'import') return t('habit.edits.import', { days: Number(to['days'] ?? 0) });
  if (typeof to['deleted'] === 'boolean')
    return t(to['deleted'] ? 'habit.edits.deleted' : 'habit.edits.restored');
  return Object.keys(from).length === 0 ? t('habit.edits.made') : null;
}

/** What an edit changed, in words. */
export function changesOf(habit: Habit, edit: LoggedEdit): Change[] {
  if (edit.kind === 'checkin')
    return [{ field: null, from: markText(habit, edit.from), to: markText(habit, edit.to) }];
  const said = lifeOf(edit);
  if (said !== null) return [{ said }];
  const names = [...new Set([...Object.keys(edit.from), ...Object.keys(edit.to)])].filter(isField);
  return names.map((name) => ({
    field: t(`habit.field.${name}`),
    from: valueOf(name, edit.from[name]),
    to: valueOf(name, edit.to[name]),
  }));
}

/** What stood there before an edit, in words. */
export const beforeOf = (habit: Habit, edit: LoggedEdit): string =>
  changesOf(habit, edit)
    .flatMap((change) => ('said' in change ? [] : [change.from]))
    .join(', ');

/** The mark, or the fields, that an edit replaced: sending them back reverts it. */
export const markBefore = (edit: LoggedEdit) => {
  const { status, value } = markOf(edit.from);
  return status && { status, value };
};

/** Only fields that a person can change; others in a log (of a later server) are left alone. */
export const fieldsBefore = (edit: LoggedEdit): Partial<Habit> =>
  Object.fromEntries(Object.entries(edit.from).filter(([name]) => isField(name)));

export const fieldsAfter = (edit: LoggedEdit): Partial<Habit> =>
  Object.fromEntries(Object.entries(edit.to).filter(([name]) => isField(name)));

/** Whether there is something to put back: the making of a habit, or a line of an import, has nothing before it. */
export const canRevert = (edit: LoggedEdit): boolean =>
  edit.kind === 'checkin'
    ? edit.date !== null && 'status' in edit.from
    : Object.keys(fieldsBefore(edit)).length > 0;
