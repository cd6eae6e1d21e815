import type { Habit } from '@/lib/api/types';

/** Sorts habits as Today shows them; the list of the API comes in the order of their making. */
export function inOrder(habits: Habit[], ids: string[]): Habit[] {
  const place = new Map(ids.map((id, index) => [id, index]));
  const last = ids.length;
  return [...habits].sort((one, other) => (place.get(one.id) ?? last) - (place.get(other.id) ?? last));
}

export function moved<Item>(items: Item[], from: number, by: -1 | 1): Item[] {
  const next = [...items];
  next.splice(from + by, 0, ...next.splice(from, 1));
  return next;
}
