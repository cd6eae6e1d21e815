import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import type { Checkin } from '@/lib/api/types';
import { overCheckins } from '@/lib/outbox/overlay';
import { fetchOver } from '@/lib/outbox/queue';
import type { DayMark } from '@/lib/outbox/edits';
import type { Day } from '@/lib/time/days';
import { knownDay, recordDays, type Named } from './checkin';
import { currentDay } from './day';
import { keys } from './keys';
import { calendarStart } from './reads';
import { fetchCheckins } from './requests';

/** What is recorded in a stretch of days: from the cache where it covers them, else from the server. */
async function recordedIn(client: QueryClient, id: string, from: Day, to: Day): Promise<Checkin[]> {
  const today = currentDay(client);
  const cached = client.getQueryData<Checkin[]>([...keys.checkins(id), today]);
  if (cached && from >= calendarStart(today)) return cached;
  return fetchOver(
    client,
    () => fetchCheckins(id, from, to),
    (list, edit) => overCheckins(list, id, edit),
  );
}

/** The days as they are; without a network as far as this device knows them. Notes are no part of it: they stay. */
async function before(client: QueryClient, id: string, dates: Day[]): Promise<DayMark[]> {
  const recorded = await recordedIn(client, id, dates[0] ?? '', dates.at(-1) ?? '').catch(() => null);
  return dates.map((date) => {
    const known = recorded ? recorded.find((checkin) => checkin.date === date) : knownDay(client, id, date);
    return { date, status: known?.status ?? null, value: known?.value ?? null };
  });
}

/** Marks many days of some habits, one edit a habit (≤ 366 days each). */
export function useBulkCheckin() {
  const client = useQueryClient();
  /** @returns what puts back everything that was there. */
  return async (edits: { habit: Named; days: DayMark[] }[]): Promise<() => void> => {
    const old = await Promise.all(
      edits.map(async ({ habit, days }) => ({
        habit,
        days: await before(
          client,
          habit.id,
          days.map(({ date }) => date),
        ),
      })),
    );
    edits.forEach(({ habit, days }) => recordDays(client, habit, days));
    return () => old.forEach(({ habit, days }) => recordDays(client, habit, days));
  };
}
