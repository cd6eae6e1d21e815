import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { Entries, Habit } from '@/lib/api/types';
import { leaveEdit } from '@/lib/outbox';
import type { Edit } from '@/lib/outbox/edits';
import { fetchOver } from '@/lib/outbox/queue';
import type { Day } from '@/lib/time/days';
import { newUlid } from '@/lib/ulid';
import { keys } from './keys';
import { fetchEntries } from './requests';

const NONE: Entries = { items: [], base: null };

/** The entries of a day with an edit that the server does not know yet. */
export function overEntries(entries: Entries, habitId: string, date: Day, edit: Edit): Entries {
  if (edit.kind !== 'entry' || edit.input.habitId !== habitId || edit.input.date !== date) return entries;
  const { entryId, value } = edit.input;
  const others = entries.items.filter(({ id }) => id !== entryId);
  const item = value === null ? [] : [{ id: entryId, value, edited_at: edit.stamp.edited_at }];
  return { ...entries, items: [...others, ...item] };
}

/** What a day adds up to; null when nothing is left of it. */
export function totalOf({ items, base }: Entries): number | null {
  if (items.length === 0) return base;
  return items.reduce((sum, { value }) => sum + value, base ?? 0);
}

/** The single amounts of a numeric habit's day: they add up, on whatever device they were entered. */
export function useEntries(habit: Pick<Habit, 'id' | 'name'>, date: Day) {
  const client = useQueryClient();
  const key = keys.entries(habit.id, date);
  const query = useQuery({
    queryKey: key,
    queryFn: () =>
      fetchOver(
        client,
        () => fetchEntries(habit.id, date),
        (entries, edit) => overEntries(entries, habit.id, date, edit),
      ),
  });
  const put = (entryId: string, value: number | null) => {
    const known = client.getQueryData<Entries>(key) ?? NONE;
    const others = known.items.filter(({ id }) => id !== entryId);
    const items =
      value === null ? others : [...others, { id: entryId, value, edited_at: new Date().toISOString() }];
    const entries = { ...known, items };
    client.setQueryData(key, entries);
    leaveEdit(
      client,
      'entry',
      { habitId: habit.id, date, entryId, value, total: totalOf(entries) },
      habit.name,
    );
  };
  return {
    ...query,
    add: (value: number) => put(newUlid(), value),
    change: (entryId: string, value: number) => put(entryId, value),
    remove: (entryId: string) => put(entryId, null),
  };
}
