import type { Habit, HabitInput, Profile, Status, Vacation } from '@/lib/api/types';
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
      return edit.input.id;
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

/** These name habits, so habits made before them have to arrive before them. */
const NAMES_HABITS: ReadonlySet<EditKind> = new Set<EditKind>(['habits.order', 'vacation']);

/**
 * The edits that may be sent now, oldest first: the first that waits of each lane. A habit that was refused holds back
 * what was recorded for it, until it is tried again or discarded.
 */
export function readyOnes(edits: readonly Edit[]): Edit[] {
  const taken = new Set<string>();
  let creating = false;
  return edits.filter((edit) => {
    const lane = laneOf(edit);
    const waits = taken.has(lane) || (creating && NAMES_HABITS.has(edit.kind));
    const creates = edit.kind === 'habit.create';
    if (!edit.problem || creates) taken.add(lane);
    if (!edit.problem && creates) creating = true;
    return !edit.problem && !waits;
  });
}

/** Whether an edit can only be sent once a habit is made that the server has refused. */
export const isHeldBack = (edit: Edit, refused: readonly Edit[]): boolean =>
  refused.some((other) => other.kind === 'habit.create' && laneOf(other) === laneOf(edit));
