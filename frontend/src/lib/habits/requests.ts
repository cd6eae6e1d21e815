import { call } from '@/lib/api/call';
import { api, unwrap } from '@/lib/api/client';
import type {
  Checkin,
  Habit,
  HabitInput,
  Profile,
  Schedule,
  Stats,
  Status,
  Summary,
  Today,
} from '@/lib/api/types';
import type { components } from '@/lib/api/schema';
import { newEditStamp, type EditStamp } from '@/lib/device';
import type { Day } from '@/lib/time/days';

const PAGE = 100;

export const fetchProfile = (): Promise<Profile> => unwrap(api.GET('/v1/users/me'));

export const fetchToday = (date: Day): Promise<Today> =>
  unwrap(api.GET('/v1/today', { params: { query: { date } } }));

/** All habits of the wanted kind, page after page. */
export async function fetchHabits(archived: boolean): Promise<Habit[]> {
  const habits: Habit[] = [];
  let cursor: string | null = null;
  do {
    const query: { archived: boolean; limit: number; cursor?: string } = { archived, limit: PAGE };
    if (cursor) query.cursor = cursor;
    const page: { items: Habit[]; next_cursor: string | null } = await unwrap(
      api.GET('/v1/habits', { params: { query } }),
    );
    habits.push(...page.items);
    cursor = page.next_cursor;
  } while (cursor);
  return habits;
}

export const fetchHabit = (habit_id: string): Promise<Habit> =>
  unwrap(api.GET('/v1/habits/{habit_id}', { params: { path: { habit_id } } }));

export const fetchStats = (habit_id: string): Promise<Stats> =>
  unwrap(api.GET('/v1/habits/{habit_id}/stats', { params: { path: { habit_id } } }));

export async function fetchCheckins(habit_id: string, from: Day, to: Day): Promise<Checkin[]> {
  const params = { path: { habit_id }, query: { from, to } };
  return (await unwrap(api.GET('/v1/habits/{habit_id}/checkins', { params }))).items;
}

// The generated type asks for what has a default on the server: the start of the week.
const onWire = (schedule: Schedule) => schedule as components['schemas']['Habit']['schedule'];

export type NewHabit = Omit<HabitInput, 'group' | 'reminders'> & Partial<HabitInput>;

/** The id is ours and is the idempotency key too, so a create can be repeated for ever. */
export const createHabit = (id: string, input: NewHabit): Promise<Habit> =>
  unwrap(
    api.POST('/v1/habits', {
      body: { id, ...input, schedule: onWire(input.schedule) },
      params: { header: { 'Idempotency-Key': id } },
    }),
  );

export type HabitChange = Partial<HabitInput> & { archived?: boolean };

/** @param version what the change was made on; another one on the server answers 412. */
export const updateHabit = (
  habit_id: string,
  version: number,
  { schedule, ...rest }: HabitChange,
): Promise<Habit> =>
  unwrap(
    api.PATCH('/v1/habits/{habit_id}', {
      body: {
        ...rest,
        ...(schedule && { schedule: onWire(schedule) }),
        ...newEditStamp(),
      },
      params: { path: { habit_id }, header: { 'If-Match': `"${version}"` } },
    }),
  );

export const deleteHabit = async (habit_id: string): Promise<void> => {
  await unwrap(api.DELETE('/v1/habits/{habit_id}', { params: { path: { habit_id } } }));
};

/** Brings back what was deleted in the last 30 days. */
export const restoreHabit = (habitId: string): Promise<Habit> => call('POST', `/habits/${habitId}/restore`);

export const saveOrder = async (ids: string[]): Promise<void> => {
  await unwrap(api.PUT('/v1/habits/order', { body: { ids, ...newEditStamp() } }));
};

/** Without a `note` the day's note stays; null takes it away. */
export type Mark = { status: Status; value: number | null; note?: string | null };
export type Marked = { checkin: Checkin; summary: Summary };

/**
 * Records a day, or with `mark` null takes the record back.
 * @param today the person's date: told it, the server need not read more to say where the habit stands.
 */
export function saveMark(
  habit_id: string,
  date: Day,
  mark: Mark | null,
  stamp: EditStamp,
  today: Day,
): Promise<Marked> {
  const path = { habit_id, date };
  const address = '/v1/habits/{habit_id}/checkins/{date}';
  return mark
    ? unwrap(api.PUT(address, { params: { path, query: { today } }, body: { ...mark, ...stamp } }))
    : unwrap(api.DELETE(address, { params: { path, query: { ...stamp, today } } }));
}
