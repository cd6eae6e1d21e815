import { useQueryClient } from '@tanstack/react-query';
import type { Habit } from '@/lib/api/types';
import { leaveEdit, queueEdit } from '@/lib/outbox';
import type { HabitChange, NewHabit } from '@/lib/outbox/edits';
import { keys } from './keys';

/**
 * Every change shows at once and goes through the outbox, so it works without a network too. `mutateAsync` ends when the
 * server answered or when it is clear that the change has to wait; it rejects when the server refused at once.
 */

const NAMELESS = '';

/** @remarks The id is made where the form opens, so that sending the form twice makes one habit. */
export function useCreateHabit() {
  const client = useQueryClient();
  return {
    mutateAsync: async ({ id, input }: { id: string; input: NewHabit }): Promise<void> => {
      await queueEdit(client, 'habit.create', { id, input }, input.name);
    },
  };
}

export function useUpdateHabit() {
  const client = useQueryClient();
  return {
    /** The habit as it is afterwards, as far as is known. */
    mutateAsync: async ({ habit, change }: { habit: Habit; change: HabitChange }): Promise<Habit> => {
      const saved = await queueEdit(client, 'habit.update', { habit, change }, change.name ?? habit.name);
      return (saved as Habit | undefined) ?? { ...habit, ...change };
    },
  };
}

/** What the cache knows of a habit: it is shown again when it is brought back. */
function knownHabit(habits: (Habit[] | undefined)[], id: string): Habit | null {
  return habits.flatMap((list) => list ?? []).find((habit) => habit.id === id) ?? null;
}

const deleted = new Map<string, Habit>();

export function useDeleteHabit() {
  const client = useQueryClient();
  return {
    mutateAsync: async (id: string): Promise<void> => {
      const lists = client.getQueriesData<Habit[]>({ queryKey: keys.habitLists }).map(([, list]) => list);
      const habit = client.getQueryData<Habit>(keys.habit(id)) ?? knownHabit(lists, id);
      if (habit) deleted.set(id, habit);
      await queueEdit(client, 'habit.delete', { id }, habit?.name ?? NAMELESS);
    },
  };
}

export function useRestoreHabit() {
  const client = useQueryClient();
  return {
    mutateAsync: async (id: string): Promise<void> => {
      const habit = deleted.get(id) ?? null;
      await queueEdit(client, 'habit.restore', { id, habit }, habit?.name ?? NAMELESS);
    },
  };
}

export function useReorderHabits() {
  const client = useQueryClient();
  return {
    mutate: (habits: Habit[]): void => {
      leaveEdit(client, 'habits.order', { ids: habits.map(({ id }) => id) }, NAMELESS);
    },
  };
}
