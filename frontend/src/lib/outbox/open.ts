import type { QueryClient } from '@tanstack/react-query';
import { NetworkError } from '@/lib/api/errors';
import type { Checkin, Profile, TodayHabit } from '@/lib/api/types';
import { currentDay } from '@/lib/habits/day';
import { keys } from '@/lib/habits/keys';
import { t } from '@/lib/i18n';
import { getSession } from '@/lib/session/store';
import { toast } from '@/lib/toast';
import { laneOf, type Edit } from './edits';
import { Outbox } from './outbox';
import { bindOutbox, newEdit } from './queue';
import { sendEdit } from './send';
import { showDay, showEdit, showSummary } from './show';
import { userStore } from './storage';

type Marked = { checkin?: Checkin; summary: TodayHabit['summary'] };

const RENEW_AFTER_MS = 50;
const HABIT_PARTS = ['list', 'one', 'checkins', 'stats', 'entries', 'score-change', 'edits'] as const;

/** Asks anew for what edits have changed; several that end together cause one round of questions. */
function renewal(client: QueryClient): (changed: readonly (readonly unknown[])[]) => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const pending = new Map<string, readonly unknown[]>();
  return (changed) => {
    changed.forEach((key) => pending.set(JSON.stringify(key), key));
    timer ??= setTimeout(() => {
      timer = undefined;
      const now = [...pending.values()];
      pending.clear();
      now.forEach((queryKey) => void client.invalidateQueries({ queryKey }));
    }, RENEW_AFTER_MS);
  };
}

const EVERYTHING = [keys.todays, keys.habits, keys.overviews, keys.vacations, keys.profile];

/** What days, and what weeks, everything is counted by. */
const MOVES_DAYS = ['timezone', 'day_start_hour', 'week_start'] as const;

/** What an edit that the server took makes old. A single mark's own day is in its answer. */
function madeOld(edit: Edit): readonly (readonly unknown[])[] {
  switch (edit.kind) {
    case 'checkin': {
      const { habitId, date } = edit.input;
      const parts = [keys.stats, keys.scoreChange, keys.edits].map((part) => part(habitId));
      return [...parts, keys.entries(habitId, date), keys.overviews];
    }
    case 'profile':
      return MOVES_DAYS.some((field) => field in edit.input.change) ? EVERYTHING : [keys.profile];
    case 'device':
      return [];
    case 'task.create':
    case 'task.update':
    case 'task.tick':
    case 'task.delete':
    case 'task.restore':
      return [keys.tasks];
    case 'note.create':
    case 'note.update':
    case 'note.delete':
    case 'note.restore':
      return [keys.notes];
    case 'checkins':
    case 'entry':
      return [
        ...HABIT_PARTS.map((part) => ['habits', part, edit.input.habitId]),
        keys.todays,
        keys.overviews,
      ];
    default:
      return EVERYTHING;
  }
}

/** Tells that something is in the list; the page names all of it. */
function sayRefused(edit: Edit): void {
  toast({ text: t('outbox.refused', { name: edit.name || t(`outbox.kind.${edit.kind}`) }), tone: 'problem' });
}

function settle(client: QueryClient, outbox: Outbox, edit: Edit, answer: unknown): void {
  if (edit.kind === 'profile' && answer) client.setQueryData<Profile>(keys.profile, answer as Profile);
  if (edit.kind !== 'checkin' && edit.kind !== 'checkins' && edit.kind !== 'entry') return;
  // Held back while a later edit of the same habit is on its way, so that nothing flickers.
  if (outbox.waiting().some((later) => laneOf(later) === laneOf(edit))) return;
  const { checkin, summary } = answer as Marked;
  const { habitId } = edit.input;
  if (checkin) {
    const { date, status, value, note } = checkin;
    const mark = status && { status, value, note };
    showDay(client, { ...edit, kind: 'checkin', input: { habitId, date, mark } });
  }
  showSummary(client, habitId, summary, checkin?.date ?? null);
}

/** Takes off what an edit showed that will not come to be. */
export function takeOff(client: QueryClient, edit: Edit): void {
  if (edit.kind !== 'habit.create' && edit.kind !== 'task.create' && edit.kind !== 'note.create') return;
  const { id } = edit.input;
  const kinds = { habit: 'habit.delete', task: 'task.delete', note: 'note.delete' } as const;
  const thing = edit.kind === 'habit.create' ? 'habit' : edit.kind === 'task.create' ? 'task' : 'note';
  showEdit(client, newEdit(kinds[thing], { id }, { name: edit.name }));
  client.removeQueries({ queryKey: keys[thing](id) });
  client.removeQueries({ queryKey: keys.stats(id) });
}

/** The outbox of one person, working on their cache. */
export function openOutbox(client: QueryClient, userId: string): Outbox {
  const renew = renewal(client);
  const outbox: Outbox = new Outbox(userId, {
    store: userStore(userId),
    send: async (edit) => {
      // It is stopped a moment after somebody else was let in.
      if (getSession().userId !== userId) throw new NetworkError('not signed in');
      return sendEdit(edit, currentDay(client));
    },
    show: (edit) => showEdit(client, edit),
    onSent: (edit, answer) => {
      settle(client, outbox, edit, answer);
      renew(madeOld(edit));
    },
    onRefused: (edit, _error, known) => {
      if (!known) sayRefused(edit);
      takeOff(client, edit);
      renew([...EVERYTHING, keys.tasks, keys.notes]);
    },
    onElsewhere: (edits) => {
      renew(edits.flatMap(madeOld));
      renew([keys.todays]);
    },
  });
  bindOutbox(client, outbox);
  return outbox;
}
