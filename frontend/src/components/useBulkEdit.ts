import { useQueryClient } from '@tanstack/react-query';
import { call } from '@/lib/api/call';
import { describeError } from '@/lib/api/describe';
import type { Checkin, Habit, Status } from '@/lib/api/types';
import { newEditStamp } from '@/lib/device';
import { fetchCheckins } from '@/lib/habits/requests';
import { keys } from '@/lib/habits/keys';
import { t } from '@/lib/i18n';
import type { Day } from '@/lib/time/days';
import { toast } from '@/lib/toast';
import { offerUndo } from '@/lib/undo';
import type { BulkStatus } from './bulkDays';

type DayMark = { date: Day; status: Status | null; value: number | null };
type Edit = { habit: Habit; days: DayMark[] };

const saveDays = ({ habit, days }: Edit): Promise<unknown> =>
  call('PUT', `/habits/${habit.id}/checkins`, { days, ...newEditStamp() });

/** What stood on the days before, so that it can be put back. */
async function before(habit: Habit, days: Day[]): Promise<Edit> {
  const known = await fetchCheckins(habit.id, days[0] ?? '', days.at(-1) ?? '');
  const at = new Map(known.map((entry): [Day, Checkin] => [entry.date, entry]));
  return {
    habit,
    days: days.map((date) => ({
      date,
      status: at.get(date)?.status ?? null,
      value: at.get(date)?.value ?? null,
    })),
  };
}

/** Marks many days of some habits: one request a habit, and one undo for all of them. */
export function useBulkEdit() {
  const client = useQueryClient();
  const send = async (edits: Edit[]) => {
    for (const edit of edits) await saveDays(edit);
    await client.invalidateQueries({ queryKey: keys.todays });
    await client.invalidateQueries({ queryKey: keys.habits });
  };
  const sayProblem = (error: unknown) => toast({ text: describeError(error), tone: 'problem' });

  return async (habits: Habit[], days: Day[], status: BulkStatus, value: number | null) => {
    const markFor = (habit: Habit): Omit<DayMark, 'date'> => ({
      status: status === 'clear' ? null : status,
      value: status === 'done' && habit.kind === 'numeric' ? value : null,
    });
    try {
      const old = await Promise.all(habits.map((habit) => before(habit, days)));
      await send(habits.map((habit) => ({ habit, days: days.map((date) => ({ date, ...markFor(habit) })) })));
      offerUndo(t('bulk.saved', { count: days.length }), () => void send(old).catch(sayProblem));
    } catch (error) {
      sayProblem(error);
    }
  };
}
