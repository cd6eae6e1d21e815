import type { DayLook, Level } from '@/components/charts';
import { spokenDate } from '@/components/charts';
import type { Checkin, Habit, Vacation } from '@/lib/api/types';
import { describeEntry, formatAmount, formatNumber, isProbablyDue, meetsTarget } from '@/lib/habits';
import { pauseOn } from '@/lib/habits/pauses';
import { t } from '@/lib/i18n';
import type { Day } from '@/lib/time/days';

/** What was recorded, in words; an amount that is not what was wanted beside what was. */
export function describeMark(habit: Habit, entry: Parameters<typeof describeEntry>[1]): string {
  const { target, target_type } = habit;
  if (entry.status !== 'done' || entry.value === null || target === null || meetsTarget(habit, entry))
    return describeEntry(habit, entry);
  return t(target_type === 'at_most' ? 'entries.sum.most' : 'entries.sum.least', {
    total: formatNumber(entry.value),
    target: formatAmount(habit, target),
  });
}

/** How full a day's square is: 0 nothing … 4 the target is met. */
export function levelOf(habit: Habit, checkin: Checkin | undefined): Level {
  if (checkin?.status !== 'done') return 0;
  if (habit.kind === 'yes_no' || checkin.value === null || !habit.target) return 4;
  const ratio = checkin.value / habit.target;
  if (habit.target_type === 'at_most') return ratio <= 1 ? 4 : ratio <= 2 ? 2 : 1;
  return ratio >= 1 ? 4 : ratio >= 0.66 ? 3 : ratio >= 0.33 ? 2 : ratio > 0 ? 1 : 0;
}

/** Signs in a square, so that no day is told by its colour alone. */
export const SIGNS = { skip: '–', missed: '×', pause: '=', held: '*', note: '•' } as const;

function signOf(checkin: Checkin | undefined, paused: boolean, held: boolean): string | undefined {
  if (checkin?.status === 'skip') return SIGNS.skip;
  if (checkin?.status === 'missed') return SIGNS.missed;
  if (checkin?.note) return SIGNS.note;
  if (checkin?.status) return undefined;
  return paused ? SIGNS.pause : held ? SIGNS.held : undefined;
}

type Known = { habit: Habit; byDay: ReadonlyMap<Day, Checkin>; vacations: readonly Vacation[] };

/** How a day looks in the calendar, and how it is spoken. */
export function lookOf({ habit, byDay, vacations }: Known, day: Day): DayLook {
  const checkin = byDay.get(day);
  const paused = pauseOn(vacations, habit.id, day) !== null;
  const due = isProbablyDue(habit, day);
  const what =
    paused && !checkin?.status
      ? t('habit.calendar.pause')
      : describeMark(habit, { status: checkin?.status ?? null, value: checkin?.value ?? null, due });
  const held = habit.frozen_days?.includes(day) ?? false;
  const words = [what, held ? t('status.held') : null, checkin?.note ? t('habit.calendar.note') : null]
    .filter(Boolean)
    .join(', ');
  return {
    label: t('habit.chart.point', { date: spokenDate(day), score: words }),
    level: levelOf(habit, checkin),
    mark: signOf(checkin, paused, held),
  };
}
