import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Habit, Today, TodayHabit } from '@/lib/api/types';
import { hasStatus } from '@/lib/api/errors';
import { t } from '@/lib/i18n';
import { toast } from '@/lib/toast';
import { keys } from './keys';
import {
  createHabit,
  deleteHabit,
  restoreHabit,
  saveOrder,
  updateHabit,
  type HabitChange,
  type NewHabit,
} from './requests';

/** Renews every list that shows habits. */
function useRenewal(): () => Promise<void> {
  const client = useQueryClient();
  return async () => {
    await Promise.all([
      client.invalidateQueries({ queryKey: keys.todays }),
      client.invalidateQueries({ queryKey: keys.habits }),
    ]);
  };
}

/** @remarks The id is made where the form opens, so that sending the form twice makes one habit. */
export function useCreateHabit() {
  const renew = useRenewal();
  return useMutation({
    networkMode: 'always', // offline the form says so at once instead of waiting silently
    mutationFn: ({ id, input }: { id: string; input: NewHabit }) => createHabit(id, input),
    onSuccess: renew,
  });
}

export function useUpdateHabit() {
  const client = useQueryClient();
  const renew = useRenewal();
  return useMutation({
    networkMode: 'always',
    mutationFn: ({ habit, change }: { habit: Habit; change: HabitChange }) =>
      updateHabit(habit.id, habit.version, change),
    onSuccess: async (saved) => {
      client.setQueryData(keys.habit(saved.id), saved);
      await renew();
    },
    onError: async (error, { habit }) => {
      if (hasStatus(error, 412)) await client.invalidateQueries({ queryKey: keys.habit(habit.id) });
    },
  });
}

export function useDeleteHabit() {
  const client = useQueryClient();
  const renew = useRenewal();
  return useMutation({
    networkMode: 'always',
    mutationFn: (id: string) => deleteHabit(id),
    onSuccess: async (_nothing, id) => {
      client.removeQueries({ queryKey: keys.habit(id) });
      await renew();
    },
  });
}

export function useRestoreHabit() {
  const renew = useRenewal();
  return useMutation({
    networkMode: 'always',
    mutationFn: (id: string) => restoreHabit(id),
    onSuccess: renew,
  });
}

/** The new order shows at once, in the list and on Today. */
export function useReorderHabits() {
  const client = useQueryClient();
  return useMutation({
    networkMode: 'always',
    scope: { id: 'order' },
    mutationFn: (habits: Habit[]) => saveOrder(habits.map((habit) => habit.id)),
    onMutate: async (habits) => {
      await client.cancelQueries({ queryKey: keys.todays });
      const place = new Map(habits.map((habit, index) => [habit.id, index]));
      client.setQueriesData<Today>({ queryKey: keys.todays }, (today) => today && sortRows(today, place));
    },
    onError: () => {
      toast({ text: t('habits.move.failed'), tone: 'problem' });
    },
    onSettled: () => client.invalidateQueries({ queryKey: keys.todays }),
  });
}

function sortRows(today: Today, place: Map<string, number>): Today {
  const at = (row: TodayHabit) => place.get(row.habit.id) ?? place.size;
  return { ...today, habits: [...today.habits].sort((one, other) => at(one) - at(other)) };
}
