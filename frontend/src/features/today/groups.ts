import type { TodayHabit } from '@/lib/api/types';
import { groupOf, type Group } from '@/lib/habits';

/** A heading of the list: the state of the rows below it, or within what is to do the name of a habit group. */
export type Heading = { kind: 'state'; state: Group | 'paused' } | { kind: 'group'; name: string };
export type Item = Heading | TodayHabit;

const STATES = ['open', 'resting', 'paused', 'settled'] as const;

export const isHeading = (item: Item): item is Heading => 'kind' in item;

export const keyOfItem = (item: Item): string =>
  !isHeading(item) ? item.habit.id : item.kind === 'state' ? item.state : `group:${item.name}`;

/** Rows without a group first, then each group where its first row stands. */
function underGroups(rows: TodayHabit[]): Item[] {
  const groups = new Map<string, TodayHabit[]>();
  for (const row of rows) {
    const name = row.habit.group ?? '';
    groups.set(name, [...(groups.get(name) ?? []), row]);
  }
  const loose = groups.get('') ?? [];
  groups.delete('');
  return [
    ...loose,
    ...[...groups].flatMap(([name, members]): Item[] => [{ kind: 'group', name }, ...members]),
  ];
}

/** The rows in the order in which a day begins: what is done later keeps its place in it. */
export const asItBegins = (rows: TodayHabit[]): TodayHabit[] =>
  underGroups(rows).filter((item): item is TodayHabit => !isHeading(item));

/** The day as one flat list: a row that changes its state stays the same element, and keeps the focus. */
export function arranged(rows: TodayHabit[], isPaused: (row: TodayHabit) => boolean): Item[] {
  const stateOf = (row: TodayHabit) => {
    const state = groupOf(row);
    return state !== 'settled' && isPaused(row) ? 'paused' : state;
  };
  return STATES.flatMap((state): Item[] => {
    const members = rows.filter((row) => stateOf(row) === state);
    if (members.length === 0) return [];
    return [{ kind: 'state', state }, ...(state === 'open' ? underGroups(members) : members)];
  });
}
