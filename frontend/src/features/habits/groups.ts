import type { Habit } from '@/lib/api/types';
import { locale } from '@/lib/i18n';
import { plain } from '@/lib/plain';

export type HabitGroup = { name: string | null; habits: Habit[] };

/** Habits under their groups' names, each group where its first habit stands; those without a group come first. */
export function inGroups(habits: Habit[]): HabitGroup[] {
  const groups = new Map<string | null, Habit[]>();
  for (const habit of habits) {
    const name = habit.group ?? null;
    groups.set(name, [...(groups.get(name) ?? []), habit]);
  }
  const loose = groups.get(null);
  groups.delete(null);
  const named = [...groups].map(([name, members]) => ({ name, habits: members }));
  return loose ? [{ name: null, habits: loose }, ...named] : named;
}

export const groupNames = (habits: Habit[]): string[] =>
  [...new Set(habits.flatMap((habit) => habit.group ?? []))].sort((one, other) =>
    one.localeCompare(other, locale()),
  );

/** Habits whose name or group has every word of the query, accents and case aside. */
export function search(habits: Habit[], query: string): Habit[] {
  const words = plain(query).split(/\s+/).filter(Boolean);
  return habits.filter((habit) => {
    const text = plain(`${habit.name} ${habit.group ?? ''}`);
    return words.every((word) => text.includes(word));
  });
}
