import { call } from '@/lib/api/call';
import type { Checkin, Habit, HabitInput, Profile, Stats, Status, Summary, Today } from '@/lib/api/types';
import type { EditStamp } from '@/lib/device';
import type { Day } from '@/lib/time/days';

const PAGE = 100;

export const fetchProfile = (): Promise<Profile> => call('GET', '/users/me');

export const fetchToday = (date: Day): Promise<Today> => call('GET', `/today?date=${date}`);

/** All habits of the wanted kind, page after page. */
export async function fetchHabits(archived: boolean): Promise<Habit[]> {
  const habits: Habit[] = [];
  let cursor: string | null = null;
  do {
    const query: string = cursor ? `&cursor=${encodeURIComponent(cursor)}` : '';
    const page: { items: Habit[]; next_cursor: string | null } = await call(
      'GET',
      `/habits?archived=${String(archived)}&limit=${PAGE}${query}`,
    );
    habits.push(...page.items);
    cursor = page.next_cursor;
  } while (cursor);
  return habits;
}

export const fetchHabit = (habitId: string): Promise<Habit> => call('GET', `/habits/${habitId}`);

export const fetchStats = (habitId: string): Promise<Stats> => call('GET', `/habits/${habitId}/stats`);

export async function fetchCheckins(habitId: string, from: Day, to: Day): Promise<Checkin[]> {
  const answer = await call<{ items: Checkin[] }>('GET', `/habits/${habitId}/checkins?from=${from}&to=${to}`);
  return answer.items;
}

export type NewHabit = Omit<HabitInput, 'group' | 'reminders'> & Partial<HabitInput>;

/** The id is ours and is the idempotency key too, so a create can be repeated for ever. */
export const createHabit = (id: string, input: NewHabit): Promise<Habit> =>
  call('POST', '/habits', { id, ...input }, { 'Idempotency-Key': id });

export type HabitChange = Partial<HabitInput> & { archived?: boolean };

/** @param version what the change was made on; another one on the server answers 412. */
export const updateHabit = (habitId: string, version: number, change: HabitChange): Promise<Habit> =>
  call('PATCH', `/habits/${habitId}`, change, { 'If-Match': `"${version}"` });

export const deleteHabit = (habitId: string): Promise<void> => call('DELETE', `/habits/${habitId}`);

/** Brings back what was deleted in the last 30 days. */
export const restoreHabit = (habitId: string): Promise<Habit> => call('POST', `/habits/${habitId}/restore`);

export const saveOrder = (ids: string[]): Promise<void> => call('PUT', '/habits/order', { ids });

/** Without a `note` the day's note stays; null takes it away. */
export type Mark = { status: Status; value: number | null; note?: string | null };
export type Marked = { checkin: Checkin; summary: Summary };

/** An edit's stamp as a query: a DELETE has no body. */
export const stampQuery = ({ edited_at, device, sequence }: EditStamp): string =>
  new URLSearchParams({ edited_at, device, sequence: String(sequence) }).toString();

/**
 * Records a day, or with `mark` null takes the record back.
 * @param today the person's date: told it, the server need not read more to say where the habit stands.
 */
export function saveMark(
  habitId: string,
  date: Day,
  mark: Mark | null,
  stamp: EditStamp,
  today: Day,
): Promise<Marked> {
  const address = `/habits/${habitId}/checkins/${date}?today=${today}`;
  return mark
    ? call('PUT', address, { ...mark, ...stamp })
    : call('DELETE', `${address}&${stampQuery(stamp)}`);
}
