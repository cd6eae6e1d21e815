import {
  onlineManager,
  type QueryClient,
  type QueryFunction,
  type QueryKey,
  type SkipToken,
} from '@tanstack/react-query';
import { currentDay } from '@/lib/habits/day';
import { keys } from '@/lib/habits/keys';
import {
  checkinsQuery,
  habitsQuery,
  overviewQuery,
  profileQuery,
  statsQuery,
  todayQuery,
} from '@/lib/habits/reads';
import type { Habit, NoteHead, Profile } from '@/lib/api/types';
import { asListed } from '@/lib/notes/sort';
import { noteQuery, notesQuery } from '@/lib/notes/queries';
import { tasksQuery } from '@/lib/tasks/queries';
import { addDays } from '@/lib/time/days';
import { vacationsQuery } from '@/lib/vacations';
import { staleSince } from './age';

const HOUR_MS = 3_600_000;
// What an edit here makes old is fetched again in any case; so this is how late another device's edits may be seen in
// the depth of the pages, and only without a network. Asking more often would cost requests that hardly anyone looks at.
const HALF_A_DAY_MS = 12 * HOUR_MS;
const DAYS_BACK = [1, 2, 3] as const;
const PERIODS = ['week', 'month', 'year'] as const;
const AT_ONCE = 2;

// The whole texts of so many notes: those that one most likely opens.
const NOTES_AHEAD = 20;

type Work = () => Promise<unknown>;

/** A few at a time, so that what the person does meanwhile is not held up. */
async function inTurns(work: Work[]): Promise<void> {
  const next = async (): Promise<void> => {
    const one = work.shift();
    if (!one || !onlineManager.isOnline()) return;
    await one();
    return next();
  };
  await Promise.all(Array.from({ length: AT_ONCE }, next));
}

/** A list knows the whole habit: no request is needed for its page. */
function fillFromList(client: QueryClient, habit: Habit): void {
  if (!client.getQueryData(keys.habit(habit.id)))
    client.setQueryData(keys.habit(habit.id), habit, { updatedAt: staleSince() });
}

type Asked<Data, Key extends QueryKey> = { queryKey: Key; queryFn?: QueryFunction<Data, Key> | SkipToken };

/** Fetches unless it is fresh. A fault is no matter here: the page that asks for it says what is wrong. */
const ahead =
  (client: QueryClient, staleTime: number) =>
  <Data, Key extends QueryKey>(asked: Asked<Data, Key>): Promise<unknown> =>
    client.query({ ...asked, staleTime }).catch(() => undefined);

/** Everything that the pages show, fetched so that each of them opens without a network. What is fresh stays. */
export async function prefetchAll(client: QueryClient): Promise<void> {
  const hourly = ahead(client, HOUR_MS);
  const daily = ahead(client, HALF_A_DAY_MS);
  await hourly(profileQuery(client));
  const today = currentDay(client);
  const weekStart = client.getQueryData<Profile>(keys.profile)?.week_start ?? 1;
  await Promise.all([hourly(habitsQuery(client, false)), hourly(habitsQuery(client, true))]);
  const habits = [false, true].flatMap(
    (archived) => client.getQueryData<Habit[]>(keys.habitList(archived)) ?? [],
  );
  habits.forEach((habit) => fillFromList(client, habit));
  await inTurns([
    ...DAYS_BACK.map((back) => () => hourly(todayQuery(client, addDays(today, -back)))),
    () => daily(vacationsQuery(client)),
    () => hourly(tasksQuery(client, 'open')),
    () => daily(tasksQuery(client, 'done')),
    () => hourly(notesQuery(client)),
    ...PERIODS.map((period) => () => daily(overviewQuery(period, today, weekStart))),
    ...habits.flatMap((habit) => [
      () => daily(checkinsQuery(client, habit.id, today)),
      () => daily(statsQuery(habit.id, weekStart)),
    ]),
  ]);
  await prefetchNotes(client);
}

/** The latest notes with their texts, which no list tells. */
async function prefetchNotes(client: QueryClient): Promise<void> {
  const daily = ahead(client, HALF_A_DAY_MS);
  const notes = [...(client.getQueryData<NoteHead[]>(keys.noteList) ?? [])].sort(asListed);
  await inTurns(
    notes.slice(0, NOTES_AHEAD).map(
      ({ id }) =>
        () =>
          daily(noteQuery(client, id)),
    ),
  );
}

/** A moment in which the browser has nothing better to do. */
const whenIdle = (work: () => void): void => {
  if ('requestIdleCallback' in window) requestIdleCallback(work, { timeout: 10_000 });
  else setTimeout(work, 1_000);
};

/** Fetches ahead once now and then once an hour, while there is a network. @returns what ends it. */
export function keepPrefetched(client: QueryClient): () => void {
  let last = 0;
  const run = () => {
    if (!onlineManager.isOnline() || Date.now() - last < HOUR_MS) return;
    last = Date.now();
    whenIdle(() => void prefetchAll(client));
  };
  run();
  const timer = setInterval(run, HOUR_MS);
  const unsubscribe = onlineManager.subscribe(run);
  return () => {
    clearInterval(timer);
    unsubscribe();
  };
}
