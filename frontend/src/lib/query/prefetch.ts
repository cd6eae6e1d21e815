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
import type { Habit, Profile } from '@/lib/api/types';
import { addDays } from '@/lib/time/days';
import { vacationsQuery } from '@/lib/vacations';

const HOUR_MS = 3_600_000;
const DAYS_BACK = [1, 2, 3] as const;
const PERIODS = ['week', 'month', 'year'] as const;
const AT_ONCE = 2;

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
    client.setQueryData(keys.habit(habit.id), habit, { updatedAt: 1 });
}

/** Everything that the pages show, fetched so that each of them opens without a network. What is fresh stays. */
export async function prefetchAll(client: QueryClient): Promise<void> {
  const ahead = <Data, Key extends QueryKey>(options: {
    queryKey: Key;
    queryFn?: QueryFunction<Data, Key> | SkipToken;
  }) => client.query({ ...options, staleTime: HOUR_MS }).catch(() => undefined); // a page that asks says what is wrong
  await ahead(profileQuery(client));
  const today = currentDay(client);
  const weekStart = client.getQueryData<Profile>(keys.profile)?.week_start ?? 1;
  await Promise.all([ahead(habitsQuery(client, false)), ahead(habitsQuery(client, true))]);
  const habits = [false, true].flatMap(
    (archived) => client.getQueryData<Habit[]>(keys.habitList(archived)) ?? [],
  );
  habits.forEach((habit) => fillFromList(client, habit));
  await inTurns([
    ...DAYS_BACK.map((back) => () => ahead(todayQuery(client, addDays(today, -back)))),
    () => ahead(vacationsQuery(client)),
    ...PERIODS.map((period) => () => ahead(overviewQuery(period, today, weekStart))),
    ...habits.flatMap((habit) => [
      () => ahead(checkinsQuery(client, habit.id, today)),
      () => ahead(statsQuery(habit.id, weekStart)),
    ]),
  ]);
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
