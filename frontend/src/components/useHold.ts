import { describeError } from '@/lib/api/describe';
import { ApiError } from '@/lib/api/errors';
import type { Habit } from '@/lib/api/types';
import { useCurrentDay } from '@/lib/habits';
import { useFreezeDay } from '@/lib/habits/freezes';
import { t, type MessageKey } from '@/lib/i18n';
import type { Day } from '@/lib/time/days';
import { toast } from '@/lib/toast';
import { offerUndo } from '@/lib/undo';

const REFUSALS: Readonly<Record<string, MessageKey>> = {
  'no-freeze-left': 'freeze.problem.none',
  'day-is-marked': 'freeze.problem.marked',
  'too-many-freezes': 'freeze.problem.many',
};

const explain = (error: unknown): string => {
  const known = error instanceof ApiError ? REFUSALS[error.code] : undefined;
  return known ? t(known) : describeError(error);
};

/** Holds a streak over a missed day, with a way back. */
export function useHold(habit: Habit) {
  const today = useCurrentDay();
  const { mutateAsync, isPending } = useFreezeDay();
  const set = async (day: Day, on: boolean): Promise<boolean> => {
    try {
      await mutateAsync({ habit, day, today, on });
      return true;
    } catch (error) {
      toast({ text: explain(error), tone: 'problem' });
      return false;
    }
  };
  return {
    busy: isPending,
    hold: async (day: Day): Promise<void> => {
      if (await set(day, true)) offerUndo(t('freeze.held', { name: habit.name }), () => void set(day, false));
    },
    free: async (day: Day): Promise<void> => {
      if (await set(day, false)) toast({ text: t('freeze.freed') });
    },
  };
}
