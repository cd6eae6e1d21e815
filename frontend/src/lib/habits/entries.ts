import { useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import type { Entries } from '@/lib/api/types';
import { leaveEdit } from '@/lib/outbox';
import type { Mark } from '@/lib/outbox/edits';
import { fetchOver } from '@/lib/outbox/queue';
import { staleSince } from '@/lib/query/age';
import type { Day } from '@/lib/time/days';
import { newUlid } from '@/lib/ulid';
import { basedOn, NO_ENTRIES, overEntries, totalOf, withEntry } from './amounts';
import { knownDay, markOf, recordDay, type Named } from './checkin';
import { keys } from './keys';
import { fetchEntries } from './requests';

export { quickStep, totalOf } from './amounts';

/** All that a day held, so that it can be put back. */
export type DayBefore = { mark: Mark | null; entries: Entries };

/**
 * A day's amounts as far as the cache tells. Where they were never asked for, or another device has entered more since,
 * what the day is known to come to counts.
 */
function knownEntries(client: QueryClient, habitId: string, date: Day): Entries {
  const cached = client.getQueryData<Entries>(keys.entries(habitId, date)) ?? NO_ENTRIES;
  const checkin = knownDay(client, habitId, date);
  return basedOn(cached, checkin?.status === 'done' ? checkin.value : null);
}

/** What can be done to a habit's days: marks and single amounts, at once and sent in order, also without a network. */
export function useDayEdits() {
  const client = useQueryClient();

  /** @param value null takes the entry away. */
  const put = (habit: Named, date: Day, entryId: string, value: number | null) => {
    const known = knownEntries(client, habit.id, date);
    const key = keys.entries(habit.id, date);
    // Old on purpose: the server is asked as soon as somebody looks at them.
    if (client.getQueryData(key) !== known) client.setQueryData(key, known, { updatedAt: staleSince() });
    const total = totalOf(withEntry(known, entryId, value, ''));
    const input = { habitId: habit.id, date, entryId, value, total };
    leaveEdit(client, 'entry', input, habit.name);
  };
  /** Sets the day as a whole, with its single amounts on top: each is sent again, so that it is later than the whole. */
  const set = (habit: Named, date: Day, mark: Mark | null, items: Entries['items'] = []) => {
    recordDay(client, habit, date, mark);
    items.forEach(({ id, value }) => put(habit, date, id, value));
  };
  /** What the cache holds now, also between two taps that come before the next render. */
  const before = (habit: Named, date: Day): DayBefore => ({
    mark: markOf(knownDay(client, habit.id, date)),
    entries: knownEntries(client, habit.id, date),
  });
  const restore = (habit: Named, date: Day, { mark, entries }: DayBefore) => {
    if (entries.items.length === 0) set(habit, date, mark);
    else
      set(habit, date, { status: 'done', value: entries.base ?? 0, note: mark?.note ?? null }, entries.items);
  };
  /** @returns the new entry's id. */
  const add = (habit: Named, date: Day, value: number): string => {
    const id = newUlid();
    put(habit, date, id, value);
    return id;
  };
  return { add, before, put, restore, set };
}

/** The single amounts of a numeric habit's day: they add up, on whatever device they were entered. */
export function useEntries(habit: Named, date: Day, enabled = true) {
  const client = useQueryClient();
  return useQuery({
    queryKey: keys.entries(habit.id, date),
    enabled,
    queryFn: () =>
      fetchOver(
        client,
        () => fetchEntries(habit.id, date),
        (entries, edit) => overEntries(entries, habit.id, date, edit),
      ),
  });
}
