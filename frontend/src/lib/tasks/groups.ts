import type { Task, TaskColumn } from '@/lib/api/types';
import { plain } from '@/lib/plain';
import type { Day } from '@/lib/time/days';

export const GROUPS = ['overdue', 'today', 'later', 'someday'] as const;
export type TaskGroup = (typeof GROUPS)[number];

export const COLUMNS: readonly TaskColumn[] = ['todo', 'doing', 'done'];
const PRIORITIES = ['high', 'medium', 'low', 'none'] as const;

export function groupOf({ due }: Task, today: Day): TaskGroup {
  if (due === null) return 'someday';
  if (due.date === today) return 'today';
  return due.date < today ? 'overdue' : 'later';
}

const placeOf = ({ due, priority, position, id }: Task) =>
  [
    due?.date ?? '9999-99-99',
    due?.time ?? '99:99',
    String(PRIORITIES.indexOf(priority)),
    String(position + 1e13).padStart(30, '0'),
    id,
  ].join(' ');

/** By what presses most, as the server has it: date, time, priority, place on the board. */
export const byUrgency = (one: Task, other: Task): number => (placeOf(one) < placeOf(other) ? -1 : 1);

export const byPosition = (one: Task, other: Task): number =>
  one.position - other.position || (one.id < other.id ? -1 : 1);

export const latestDoneFirst = (one: Task, other: Task): number =>
  (other.done_at ?? '').localeCompare(one.done_at ?? '');

export function inGroups(tasks: readonly Task[], today: Day): { group: TaskGroup; tasks: Task[] }[] {
  const sorted = [...tasks].sort(byUrgency);
  return GROUPS.map((group) => ({ group, tasks: sorted.filter((task) => groupOf(task, today) === group) }));
}

/** What is to be done today: what is due, and what was. */
export const dueBy = (tasks: readonly Task[], day: Day): Task[] =>
  tasks.filter(({ due }) => due !== null && due.date <= day).sort(byUrgency);

type Tagged = { tags: string[] };

/** Capitals make no difference, as on the server. */
export const hasTag = ({ tags }: Tagged, tag: string): boolean =>
  tags.some((other) => other.toLowerCase() === tag.toLowerCase());

export const tagsOf = (things: readonly Tagged[]): string[] =>
  [...new Map(things.flatMap(({ tags }) => tags.map((tag) => [tag.toLowerCase(), tag]))).values()].sort(
    (one, other) => one.localeCompare(other),
  );

/** Those whose title or note has every word, accents and case aside. */
export function matching(tasks: readonly Task[], query: string, tag: string | null): Task[] {
  const words = plain(query).split(/\s+/).filter(Boolean);
  return tasks.filter(
    (task) =>
      (tag === null || hasTag(task, tag)) &&
      words.every((word) => plain(`${task.title} ${task.note ?? ''} ${task.tags.join(' ')}`).includes(word)),
  );
}

/** A position for what comes to stand at a place of a column, whose other tasks these are, in order. */
export function positionAt(column: readonly Task[], place: number): number {
  const before = column[place - 1]?.position;
  const after = column[place]?.position;
  if (before === undefined) return after === undefined ? Date.now() / 1000 : after - 1;
  return after === undefined ? before + 1 : (before + after) / 2;
}
