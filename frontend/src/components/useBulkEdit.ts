import type { Habit } from '@/lib/api/types';
import { useBulkCheckin } from '@/lib/habits';
import { t } from '@/lib/i18n';
import type { Day } from '@/lib/time/days';
import { toast } from '@/lib/toast';
import { offerUndo } from '@/lib/undo';
import type { BulkStatus } from './bulkDays';

/** The same word on many days of some habits, and one undo for all of them. */
export function useBulkEdit() {
  const record = useBulkCheckin();
  return async (habits: Habit[], days: Day[], status: BulkStatus, value: number | null) => {
    const markFor = (habit: Habit) => ({
      status: status === 'clear' ? null : status,
      value: status === 'done' && habit.kind === 'numeric' ? value : null,
    });
    const { undo, lost } = await record(
      habits.map((habit) => ({ habit, days: days.map((date) => ({ date, ...markFor(habit) })) })),
    );
    const saved = t('bulk.saved', { count: days.length });
    const all = habits.length * days.length;
    if (lost === all)
      toast({ text: saved }); // nothing is known that could be put back
    else offerUndo(lost > 0 ? `${saved}. ${t('bulk.undo.partly', { count: all - lost })}` : saved, undo);
  };
}
