import { useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '@/lib/api/call';
import type { FreezeResult, Habit, Status } from '@/lib/api/types';
import { addDays, type Day } from '@/lib/time/days';
import { keys } from './keys';
import { isProbablyDue, meetsTarget } from './rules';

/** A day can be frozen, and be freed again, until so many days after it; as the API has it. */
export const FREEZABLE_DAYS = 7;
/** A streak shorter than this is begun anew as easily. */
const WORTH_HOLDING = 2;
const LOOK_BACK = 40;

type Mark = { status: Status | null; value: number | null };

/** What is known of a habit's days, for as far back as it is. */
export type Known = {
  habit: Habit;
  markOf: (day: Day) => Mark | null;
  isPaused: (day: Day) => boolean;
};

/** How many due days in a row, going back from a day, were fulfilled; what does not count is passed over. */
function runBefore({ habit, markOf, isPaused }: Known, day: Day): number {
  let run = 0;
  for (let back = 1; back <= LOOK_BACK; back += 1) {
    const before = addDays(day, -back);
    const mark = markOf(before);
    if (meetsTarget(habit, mark)) run += 1;
    else if (isProbablyDue(habit, before) && !isPaused(before) && !isExcused(habit, before, mark)) break;
  }
  return run;
}

const isExcused = (habit: Habit, day: Day, mark: Mark | null): boolean =>
  mark?.status === 'skip' || (habit.frozen_days?.includes(day) ?? false);

/** Whether the day was missed and a freeze may hold it; what was marked, however, stands for itself. */
const isOpen = ({ habit, markOf, isPaused }: Known, day: Day): boolean =>
  isProbablyDue(habit, day) && !isPaused(day) && !habit.frozen_days?.includes(day) && !markOf(day)?.status;

/** Whether a habit's streaks are counted in days: only then one day breaks one. */
const countsDays = ({ schedule }: Habit): boolean =>
  schedule.type === 'daily' || schedule.type === 'weekdays';

/** The streak that a missed day broke, 0 for none worth holding. */
export function brokenOn(known: Known, day: Day): number {
  if (!countsDays(known.habit) || !isOpen(known, day)) return 0;
  const run = runBefore(known, day);
  return run >= WORTH_HOLDING ? run : 0;
}

/** Whether a day broke the streak for good: it says itself that it was not done, or not enough. */
const isLost = ({ habit, markOf, isPaused }: Known, day: Day): boolean =>
  isProbablyDue(habit, day) &&
  !isPaused(day) &&
  !isExcused(habit, day, markOf(day)) &&
  !meetsTarget(habit, markOf(day));

/** The missed days of the last week that stand between today and a streak, oldest first: each has to be held. */
export function missedDays(known: Known, today: Day): Day[] {
  if (!countsDays(known.habit)) return [];
  let missed: Day[] = [];
  for (let back = FREEZABLE_DAYS; back > 0; back -= 1) {
    const day = addDays(today, -back);
    if (isOpen(known, day)) {
      if (missed.length > 0 || brokenOn(known, day) > 0) missed.push(day);
    } else if (isLost(known, day)) missed = [];
  }
  return missed;
}

type Freeze = { habit: Habit; day: Day; today: Day; on: boolean };

/** Holds a missed day with a freeze, or takes that away again. It needs the network: a freeze is spent once. */
export function useFreezeDay() {
  const client = useQueryClient();
  return useMutation({
    networkMode: 'always',
    mutationFn: ({ habit, day, today, on }: Freeze) =>
      call<FreezeResult>(on ? 'PUT' : 'DELETE', `/habits/${habit.id}/freezes/${day}?today=${today}`),
    onSuccess: (result, { habit, day }) => {
      const without = (days: Day[] = []) => days.filter((known) => known !== day);
      const frozen_days = [...without(habit.frozen_days), ...(result.frozen ? [day] : [])].sort();
      client.setQueryData<Habit>(keys.habit(habit.id), (known) => known && { ...known, frozen_days });
    },
    onSettled: () =>
      Promise.all(
        [keys.todays, keys.habits, ['rewards']].map((queryKey) => client.invalidateQueries({ queryKey })),
      ),
  });
}
