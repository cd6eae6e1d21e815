import { call } from '@/lib/api/call';
import type {
  Checkin,
  Entries,
  Habit,
  Overview,
  Period,
  Profile,
  Stats,
  Today,
  WeekStart,
} from '@/lib/api/types';
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

export const fetchStats = (habitId: string, weekStart: WeekStart): Promise<Stats> =>
  call('GET', `/habits/${habitId}/stats${weekStart === 1 ? '' : `?week_start=${weekStart}`}`);

export async function fetchCheckins(habitId: string, from: Day, to: Day): Promise<Checkin[]> {
  const answer = await call<{ items: Checkin[] }>('GET', `/habits/${habitId}/checkins?from=${from}&to=${to}`);
  return answer.items;
}

export const fetchEntries = (habitId: string, date: Day): Promise<Entries> =>
  call('GET', `/habits/${habitId}/checkins/${date}/entries`);

export const fetchOverview = (period: Period, date: Day, weekStart: WeekStart): Promise<Overview> =>
  call('GET', `/overview?period=${period}&date=${date}&week_start=${weekStart}`);
