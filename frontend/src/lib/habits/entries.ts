import { useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import type { Entries, Habit } from '@/lib/api/types';
import { leaveEdit } from '@/lib/outbox';
import type { Mark } from '@/lib/outbox/edits';
import { fetchOver } from '@/lib/outbox/queue';
import type { Day } from '@/lib/time/days';
import { newUlid } from '@/lib/ulid';
import { basedOn, NO_ENTRIES, overEntries, totalOf, withEntry } from './amounts';
import { knownDay, markOf, useRecord } from './checkin';
import { keys } from './keys';
import { fetchEntries } from './requests';

export { quickStep, totalOf } from './amounts';

type Named = Pick<Habit, 'id' | 'name'>;
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

/** Adding, changing and removing the single amounts of a habit's days; all of it also without a network. */
export function useAmounts(habit: Named) {
  const client = useQueryClient();
  const { record } = useRecord();

  const put = (date: Day, entryId: string, value: number | null) => {
    const known = knownEntries(client, habit.id, date);
    const key = keys.entries(habit.id, date);
    // Old on purpose: the server is asked as soon as somebody looks at them.
    if (client.getQueryData(key) !== known) client.setQueryData(key, known, { updatedAt: 1 });
    const total = totalOf(withEntry(known, entryId, value, ''));
    const input = { habitId: habit.id, date, entryId, value, total };
    leaveEdit(client, 'entry', input, habit.name);
  };
  /** Sets the day as a whole, with its single amounts on top: each is sent again, so that it is later than the whole. */
  const set = (date: Day, mark: Mark | null, items: Entries['items'] = []) => {
    record(habit, date, mark);
    items.forEach(({ id, value }) => put(date, id, value));
  };
  const before = (date: Day): DayBefore => ({
    mark: markOf(knownDay(client, habit.id, date)),
    entries: knownEntries(client, habit.id, date),
  });
  const restore = (date: Day, { mark, entries }: DayBefore) => {
    if (entries.items.length === 0) set(date, mark);
    else set(date, { status: 'done', value: entries.base ?? 0, note: mark?.note ?? null }, entries.items);
  };
  return {
    put,
    set,
    before,
    restore,
    /** @returns the new entry's id. */
    add: (date: Day, value: number): string => {
      const id = newUlid();
      put(date, id, value);
      return id;
    },
  };
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
