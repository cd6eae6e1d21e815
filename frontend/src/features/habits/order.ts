import type { Habit } from '@/lib/api/types';

/** Sorts habits as Today shows them; the list of the API comes in the order of their making. */
export function inOrder(habits: Habit[], ids: string[]): Habit[] {
  const place = new Map(ids.map((id, index) => [id, index]));
  const last = ids.length;
  return [...habits].sort((one, other) => (place.get(one.id) ?? last) - (place.get(other.id) ?? last));
}

/** The list with the item at `from` standing at `to`. */
export function movedTo<Item>(items: Item[], from: number, to: number): Item[] {
  const next = [...items];
  next.splice(to, 0, ...next.splice(from, 1));
  return next;
}

/** All habits in the new order when some of them (a group) changed places among themselves. */
export function withGroupOrder(all: Habit[], group: Habit[]): Habit[] {
  const members = new Set(group.map((habit) => habit.id));
  const queue = [...group];
  return all.map((habit) => (members.has(habit.id) ? (queue.shift() ?? habit) : habit));
}
