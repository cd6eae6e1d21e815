import type {
  Habit,
  HabitInput,
  NoteHead,
  NoteInput,
  Profile,
  Status,
  Task,
  TaskInput,
  Vacation,
} from '@/lib/api/types';
import type { EditStamp } from '@/lib/device';
import type { Day } from '@/lib/time/days';

export type NewHabit = Omit<HabitInput, 'group' | 'reminders'> & Partial<HabitInput>;
export type HabitChange = Partial<HabitInput> & { archived?: boolean };
/** Without a `note` the day's note stays; null takes it away. */
export type Mark = { status: Status; value: number | null; note?: string | null };
/** One day of several; a status of null takes the day's record back. */
export type DayMark = { date: Day; status: Status | null; value: number | null; note?: string | null };
export type ProfileChange = Partial<
  Pick<Profile, 'name' | 'timezone' | 'day_start_hour' | 'week_start' | 'language'>
>;

export type NewTask = Pick<TaskInput, 'title'> & Partial<TaskInput> & Pick<Task, 'position'>;
export type TaskChange = Partial<TaskInput & Pick<Task, 'column' | 'position' | 'subtasks'>>;
export type NewNote = Pick<NoteInput, 'kind'> & Partial<NoteInput>;
export type NoteChange = Partial<Omit<NoteInput, 'kind'>>;

/** What an edit of each kind carries: all that is needed to show it, to send it and to name it, also after a reload. */
export type Inputs = {
  'habit.create': { id: string; input: NewHabit };
  /** `habit`: as it was known, so that one that comes back from the archive can be shown. */
  'habit.update': { habit: Habit; change: HabitChange };
  'habit.delete': { id: string };
  'habit.restore': { id: string; habit: Habit | null };
  'habits.order': { ids: string[] };
  checkin: { habitId: string; date: Day; mark: Mark | null };
  checkins: { habitId: string; days: DayMark[] };
  /** `value` null removes the entry; `total` is what the day then adds up to, as far as this device knows. */
  entry: { habitId: string; date: Day; entryId: string; value: number | null; total: number | null };
  /** `before` null adds, `after` null deletes. */
  vacation: { before: Vacation | null; after: Vacation | null };
  profile: { change: ProfileChange };
  device: { name: string };
  'task.create': { id: string; input: NewTask };
  /** `task`, `note`: as it was known, so that it can be shown in a list that did not have it. */
  'task.update': { task: Task; change: TaskChange };
  'task.tick': { id: string; subtaskId: string; done: boolean };
  'task.delete': { id: string };
  'task.restore': { id: string; task: Task };
  'note.create': { id: string; input: NewNote };
  'note.update': { note: NoteHead; change: NoteChange };
  'note.delete': { id: string };
  'note.restore': { id: string; note: NoteHead };
};
export type EditKind = keyof Inputs;

/** Why the server did not take an edit. */
export type Problem = { status: number; code: string; detail: string; at: string };

type EditOf<Kind extends EditKind> = {
  /** A ULID; edits are sent in the order of their ids. */
  id: string;
  /** Of the shape of `input`: a later version of the app reads what an earlier one queued (see storage.ts). */
  version: 1;
  kind: Kind;
  input: Inputs[Kind];
  /** What it is about, for people: the habit's name. */
  name: string;
  stamp: EditStamp;
  problem?: Problem;
};
export type Edit = { [Kind in EditKind]: EditOf<Kind> }[EditKind];

/** Edits in one lane are sent one after the other; lanes do not wait for each other. */
export function laneOf(edit: Edit): string {
  switch (edit.kind) {
    case 'habit.create':
    case 'habit.delete':
    case 'habit.restore':
    case 'task.create':
    case 'task.tick':
    case 'task.delete':
    case 'task.restore':
    case 'note.create':
    case 'note.delete':
    case 'note.restore':
      return edit.input.id;
    case 'task.update':
      return edit.input.task.id;
    case 'note.update':
      return edit.input.note.id;
    case 'habit.update':
      return edit.input.habit.id;
    case 'checkin':
    case 'checkins':
    case 'entry':
      return edit.input.habitId;
    default:
      return edit.kind;
  }
}

const CREATES: ReadonlySet<EditKind> = new Set<EditKind>(['habit.create', 'task.create', 'note.create']);
/** Whether it makes what later edits of its lane are about. */
export const isCreate = (edit: Edit): boolean => CREATES.has(edit.kind);

/** These name habits, so habits made before them have to arrive before them. */
const NAMES_HABITS: ReadonlySet<EditKind> = new Set<EditKind>(['habits.order', 'vacation']);

/**
 * The edits that may be sent now, oldest first: the first that waits of each lane. A habit, task or note that was refused
 * holds back what was done with it, until it is tried again or discarded.
 */
export function readyOnes(edits: readonly Edit[]): Edit[] {
  const taken = new Set<string>();
  let creating = false;
  return edits.filter((edit) => {
    const lane = laneOf(edit);
    const waits = taken.has(lane) || (creating && NAMES_HABITS.has(edit.kind));
    const creates = isCreate(edit);
    if (!edit.problem || creates) taken.add(lane);
    if (!edit.problem && edit.kind === 'habit.create') creating = true;
    return !edit.problem && !waits;
  });
}

/** Whether an edit can only be sent once a habit, task or note is made that the server has refused. */
export const isHeldBack = (edit: Edit, refused: readonly Edit[]): boolean =>
  refused.some((other) => isCreate(other) && laneOf(other) === laneOf(edit));
