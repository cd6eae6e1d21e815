import { useMutation, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { isTransient } from '@/lib/api/errors';
import type { Checkin, Habit, Today, TodayHabit } from '@/lib/api/types';
import { newEditStamp, type EditStamp } from '@/lib/device';
import { t } from '@/lib/i18n';
import { toast } from '@/lib/toast';
import type { Day } from '@/lib/time/days';
import { keys } from './keys';
import { currentDay, guessDay } from './queries';
import { saveMark, type Mark, type Marked } from './requests';
import { progressOf, withCheckin } from './rules';

/** One edit of one habit-day, self-contained: it is kept with the cache and sent again after a reload. */
export type CheckinEdit = { habitId: string; name: string; date: Day; mark: Mark | null; stamp: EditStamp };

const KEY = ['checkin'] as const;

function eachRow(
  client: QueryClient,
  habitId: string,
  change: (row: TodayHabit, shown: Day) => TodayHabit,
): void {
  client.setQueriesData<Today>({ queryKey: keys.todays }, (today) => {
    if (!today) return today;
    const habits = today.habits.map((row) => (row.habit.id === habitId ? change(row, today.date) : row));
    return { ...today, habits, progress: progressOf(habits) };
  });
}

function patchCalendar(client: QueryClient, habitId: string, checkin: Checkin): void {
  client.setQueriesData<Checkin[]>(
    { queryKey: keys.checkins(habitId) },
    (known) =>
      known && [
        ...known.filter((entry) => entry.date !== checkin.date),
        ...(checkin.status ? [checkin] : []),
      ],
  );
}

function show(client: QueryClient, habitId: string, checkin: Checkin): void {
  eachRow(client, habitId, (row, shown) => withCheckin(row, shown, checkin));
  patchCalendar(client, habitId, checkin);
}

/** What Today's cache holds of a day, now. */
function cachedDay(client: QueryClient, habitId: string, date: Day): Checkin | null {
  const today = client.getQueryData<Today>(keys.today(date)) ?? guessDay(client, date);
  return today?.habits.find((row) => row.habit.id === habitId)?.checkin ?? null;
}

/** A day that was only guessed has no place in the cache yet; an edit of it needs one. */
function materialise(client: QueryClient, day: Day): void {
  if (client.getQueryData(keys.today(day))) return;
  const guess = guessDay(client, day);
  // Stale on purpose: the server's own answer is fetched as soon as it can be.
  if (guess) client.setQueryData(keys.today(day), guess, { updatedAt: 1 });
}

function apply(client: QueryClient, edit: CheckinEdit): void {
  materialise(client, edit.date);
  const {
    status = null,
    value = null,
    note = cachedDay(client, edit.habitId, edit.date)?.note ?? null,
  } = edit.mark ?? {};
  show(client, edit.habitId, { date: edit.date, status, value, note, edited_at: edit.stamp.edited_at });
}

/** The server's word on a day. Held back while a later edit of the same habit is on its way, so that nothing flickers. */
function settle(client: QueryClient, edit: CheckinEdit, answer: Marked): void {
  if (client.isMutating({ mutationKey: [...KEY, edit.habitId] }) > 1) return;
  show(client, edit.habitId, answer.checkin);
  // Streak and score are today's, whichever day is shown; `fulfilled` is the edited day's.
  eachRow(client, edit.habitId, (row, shown) => {
    const { fulfilled } = shown === edit.date ? answer.summary : row.summary;
    return { ...row, summary: { ...answer.summary, fulfilled } };
  });
  void client.invalidateQueries({ queryKey: keys.stats(edit.habitId) });
}

async function giveUp(client: QueryClient, edit: CheckinEdit): Promise<void> {
  toast({ text: t('checkin.failed', { name: edit.name }), tone: 'problem' });
  await client.invalidateQueries({ queryKey: keys.todays });
  await client.invalidateQueries({ queryKey: keys.checkins(edit.habitId) });
}

/** Tells a client how check-ins are sent; as defaults, because an edit restored from storage brings no functions. */
export function registerCheckins(client: QueryClient): void {
  client.setMutationDefaults(KEY, {
    mutationFn: ({ habitId, date, mark, stamp }: CheckinEdit) =>
      saveMark(habitId, date, mark, stamp, currentDay(client)),
    onMutate: async (edit: CheckinEdit) => {
      // A fetch that is under way would bring the day from before the edit; calling it off takes the edit off too.
      await client.cancelQueries({ queryKey: keys.todays });
      apply(client, edit);
    },
    onSuccess: (answer: Marked, edit: CheckinEdit) => {
      settle(client, edit, answer);
    },
    onError: (_error, edit: CheckinEdit) => giveUp(client, edit),
    retry: (_attempt, error) => isTransient(error), // for ever: an edit waits for the network, it is not lost
  });
}

/**
 * `record(date, mark)` marks a day at once and sends it in order; `mark` null takes the day's mark back.
 * `latest(date)` is what Today's cache holds now, also between two taps that come before the next render.
 */
export function useCheckin(habit: Habit) {
  const client = useQueryClient();
  const { mutate } = useMutation<Marked, Error, CheckinEdit>({
    mutationKey: [...KEY, habit.id],
    scope: { id: `checkin:${habit.id}` },
  });
  const record = (date: Day, mark: Mark | null) => {
    const edit = { habitId: habit.id, name: habit.name, date, mark, stamp: newEditStamp() };
    apply(client, edit);
    mutate(edit);
  };
  const latest = (date: Day) => cachedDay(client, habit.id, date);
  return { record, latest };
}

/** `record` for any habit, where it is known only when it is asked for: the palette. */
export function useRecord() {
  const client = useQueryClient();
  const { mutate } = useMutation<Marked, Error, CheckinEdit>({ mutationKey: KEY });
  const record = (habit: Habit, date: Day, mark: Mark | null) => {
    const edit = { habitId: habit.id, name: habit.name, date, mark, stamp: newEditStamp() };
    apply(client, edit);
    mutate(edit);
  };
  return { record };
}

export const markOf = (checkin: Checkin | null): Mark | null =>
  checkin?.status ? { status: checkin.status, value: checkin.value, note: checkin.note } : null;
