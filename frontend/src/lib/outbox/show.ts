import type { QueryClient } from '@tanstack/react-query';
import type {
  Checkin,
  Entries,
  Habit,
  Note,
  NoteHead,
  Profile,
  Stats,
  Task,
  TaskStatus,
  Today,
  TodayHabit,
  Vacation,
} from '@/lib/api/types';
import { overEntries } from '@/lib/habits/amounts';
import { currentDay, guessDay } from '@/lib/habits/day';
import { keys } from '@/lib/habits/keys';
import { staleSince } from '@/lib/query/age';
import type { Day } from '@/lib/time/days';
import type { Edit } from './edits';
import { newNote, overNote, overNotes } from './overNotes';
import { newTask, overTask, overTasks } from './overTasks';
import {
  newHabit,
  overCheckins,
  overHabit,
  overHabits,
  overProfile,
  overToday,
  overVacations,
} from './overlay';

/** A day that was only guessed has no place in the cache yet; an edit of it needs one. */
function materialise(client: QueryClient, day: Day): void {
  if (client.getQueryData(keys.today(day))) return;
  const guess = guessDay(client, day);
  // Stale on purpose: the server's own answer is fetched as soon as it can be.
  if (guess) client.setQueryData(keys.today(day), guess, { updatedAt: staleSince() });
}

/** An edit makes an answer no fresher: neither younger nor, when it was to be asked anew, good again. */
function keepAge(client: QueryClient, key: readonly unknown[], answer: unknown): void {
  const { dataUpdatedAt: updatedAt = Date.now(), isInvalidated } = client.getQueryState(key) ?? {};
  client.setQueryData(key, answer, { updatedAt });
  if (isInvalidated) client.getQueryCache().find({ queryKey: key })?.invalidate();
}

/** All cached answers below a key, each with its own key. */
function change<Answer>(
  client: QueryClient,
  key: readonly unknown[],
  over: (answer: Answer, key: readonly unknown[]) => Answer,
): void {
  client.getQueriesData<Answer>({ queryKey: key }).forEach(([found, answer]) => {
    if (answer === undefined) return;
    const changed = over(answer, found);
    if (changed !== answer) keepAge(client, found, changed);
  });
}

/** Lays an edit over everything that is cached, so that it shows at once on every page. */
export function showEdit(client: QueryClient, edit: Edit): void {
  showDay(client, edit);
  change<Entries>(client, ['habits', 'entries'], (entries, [, , id, date]) =>
    overEntries(entries, String(id), String(date), edit),
  );
  showTasks(client, edit);
  showNotes(client, edit);
}

/** What the server does not know yet opens too. */
function fill(client: QueryClient, key: readonly unknown[], answer: unknown): void {
  if (client.getQueryData(key) === undefined) client.setQueryData(key, answer, { updatedAt: staleSince() });
}

function showTasks(client: QueryClient, edit: Edit): void {
  change<Task[]>(client, keys.taskLists, (list, key) => overTasks(list, key[2] as TaskStatus, edit));
  change<Task>(client, ['tasks', 'one'], (task) => overTask(task, edit));
  if (edit.kind === 'task.create') fill(client, keys.task(edit.input.id), newTask(edit));
}

function showNotes(client: QueryClient, edit: Edit): void {
  change<NoteHead[]>(client, keys.noteList, (list) => overNotes(list, edit));
  change<Note>(client, ['notes', 'one'], (note) => overNote(note, edit));
  if (edit.kind === 'note.create') fill(client, keys.note(edit.input.id), newNote(edit));
}

/** The same without the single amounts of a day: an answer says what they come to, and nothing about each of them. */
export function showDay(client: QueryClient, edit: Edit): void {
  if (edit.kind === 'checkin' || edit.kind === 'entry') materialise(client, edit.input.date);
  change<Today>(client, keys.todays, (today) => overToday(today, edit));
  change<Habit[]>(client, keys.habitLists, (list, key) => overHabits(list, key[2] === true, edit));
  change<Habit>(client, ['habits', 'one'], (habit) => overHabit(habit, edit));
  change<Checkin[]>(client, ['habits', 'checkins'], (list, key) => overCheckins(list, String(key[2]), edit));
  change<Vacation[]>(client, keys.vacations, (list) => overVacations(list, edit));
  change<Profile>(client, keys.profile, (profile) => overProfile(profile, edit));
  if (edit.kind === 'habit.create') fillNew(client, newHabit(edit));
}

/** A habit that the server does not know yet opens too: with nothing recorded. */
function fillNew(client: QueryClient, habit: Habit): void {
  const today = currentDay(client);
  fill(client, keys.habit(habit.id), habit);
  fill(client, [...keys.checkins(habit.id), today], []);
  fill(client, keys.stats(habit.id), emptyStats(today));
}

const emptyStats = (today: Day): Stats => ({
  as_of: today,
  first_day: null,
  score: 0,
  history: [],
  completion: { weeks: [], months: [], quarters: [], years: [] },
  amounts: null,
  scores: [],
  current_streak: 0,
  streak_unit: 'days',
  best_streaks: [],
  totals: { done: 0, skipped: 0, missed: 0 },
  weekdays: [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, done: 0, due: 0 })),
});

/** Streak and score as the server has them now, in every cached day. */
export function showSummary(
  client: QueryClient,
  habitId: string,
  summary: TodayHabit['summary'],
  date: Day | null,
): void {
  change<Today>(client, keys.todays, (today) => ({
    ...today,
    habits: today.habits.map((row) => {
      if (row.habit.id !== habitId) return row;
      // Streak and score are today's, whichever day is shown; `fulfilled` is the edited day's.
      const { fulfilled } = today.date === date ? summary : row.summary;
      return { ...row, summary: { ...summary, fulfilled } };
    }),
  }));
}
