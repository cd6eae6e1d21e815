import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import type { Checkin, WeekDay } from '@/lib/api/types';
import { overCheckins } from '@/lib/outbox/overlay';
import { fetchOver } from '@/lib/outbox/queue';
import type { DayMark } from '@/lib/outbox/edits';
import type { Day } from '@/lib/time/days';
import { recordDays, type Named } from './checkin';
import { currentDay } from './day';
import { keys } from './keys';
import { cachedDays } from './known';
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

/**
 * The days as they are; without a network only those that this device knows, since nothing could put back the others.
 * Notes are no part of it: they stay.
 */
async function before(client: QueryClient, id: string, dates: Day[]): Promise<DayMark[]> {
  const recorded = await recordedIn(client, id, dates[0] ?? '', dates.at(-1) ?? '').catch(() => null);
  return dates.flatMap((date) => {
    const known = recorded
      ? (recorded.find((checkin) => checkin.date === date) ?? null)
      : cachedMark(client, id, date);
    return known === undefined ? [] : { date, status: known?.status ?? null, value: known?.value ?? null };
  });
}

/** What some answer told of a day: null for nothing recorded, undefined when none told anything. */
function cachedMark(
  client: QueryClient,
  id: string,
  date: Day,
): Pick<WeekDay, 'status' | 'value'> | null | undefined {
  const rows = cachedDays(client).flatMap(({ data }) =>
    data.habits.filter(({ habit }) => habit.id === id).map((row) => ({ ...row, shown: data.date })),
  );
  const exact = rows.find(({ shown }) => shown === date);
  if (exact) return exact.checkin;
  const stretch = listedStretches(client, id).find(([from, to]) => from <= date && date <= to);
  if (stretch) return stretch[2].find((checkin) => checkin.date === date) ?? null;
  return rows.flatMap(({ week }) => week).find((day) => day.date === date);
}

/** The stretches of days that were asked for, a year up to a day or from one day to another, and what is recorded there. */
const listedStretches = (client: QueryClient, id: string): [Day, Day, Checkin[]][] =>
  client
    .getQueriesData<Checkin[]>({ queryKey: keys.checkins(id) })
    .flatMap(([key, list]): [Day, Day, Checkin[]][] => {
      const [from, to] = key.slice(keys.checkins(id).length) as [Day, Day?];
      if (!list) return [];
      return [to === undefined ? [calendarStart(from), from, list] : [from, to, list]];
    });

/** Marks many days of some habits, one edit a habit (≤ 366 days each). */
export function useBulkCheckin() {
  const client = useQueryClient();
  /** @returns what puts back everything that is known to have been there, and of how many days that is not known. */
  return async (edits: { habit: Named; days: DayMark[] }[]): Promise<{ undo: () => void; lost: number }> => {
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
    const kept = old.filter(({ days }) => days.length > 0);
    const count = (each: { days: DayMark[] }[]) => each.reduce((sum, { days }) => sum + days.length, 0);
    return {
      undo: () => kept.forEach(({ habit, days }) => recordDays(client, habit, days)),
      lost: count(edits) - count(kept),
    };
  };
}
