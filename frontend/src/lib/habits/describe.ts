import type { Habit, Schedule, Status } from '@/lib/api/types';
import { locale, t } from '@/lib/i18n';
import { addDays, formatDay } from '@/lib/time/days';
import { meetsTarget } from './rules';

// A Monday, so that adding n − 1 days gives ISO weekday n.
const SOME_MONDAY = '2024-01-01';

export const weekdayName = (weekday: number, length: 'long' | 'short' | 'narrow'): string =>
  formatDay(addDays(SOME_MONDAY, weekday - 1), locale(), { weekday: length });

export const formatNumber = (value: number): string =>
  new Intl.NumberFormat(locale(), { maximumFractionDigits: 2 }).format(value);

export const formatAmount = (habit: Pick<Habit, 'unit'>, value: number): string =>
  habit.unit ? `${formatNumber(value)} ${habit.unit}` : formatNumber(value);

export function describeSchedule(schedule: Schedule): string {
  switch (schedule.type) {
    case 'daily':
      return t('schedule.daily');
    case 'weekdays': {
      const days = [...schedule.days].sort().map((day) => weekdayName(day, 'short'));
      return t('schedule.weekdays', {
        days: new Intl.ListFormat(locale(), { style: 'narrow' }).format(days),
      });
    }
    case 'times':
      return t(schedule.period === 'week' ? 'schedule.times.week' : 'schedule.times.month', {
        times: schedule.times,
      });
    case 'times_in_days':
      return t('schedule.times_in_days', { times: schedule.times, days: schedule.days });
    case 'every':
      return t('schedule.every', { days: schedule.days });
  }
}

export function describeTarget(
  habit: Pick<Habit, 'kind' | 'target' | 'target_type' | 'unit'>,
): string | null {
  if (habit.kind !== 'numeric' || habit.target === null) return null;
  const target = formatAmount(habit, habit.target);
  return t(habit.target_type === 'at_most' ? 'target.most' : 'target.least', { target });
}

type Entry = { status: Status | null; value: number | null; due?: boolean };

/** What was recorded on a day, in words: colour and shape never stand alone. */
export function describeEntry(habit: Habit, entry: Entry): string {
  if (entry.status === 'skip') return t('status.skip');
  if (entry.status === 'missed') return t('status.missed');
  if (entry.status === null) return t(entry.due === false ? 'status.rest' : 'status.none');
  if (habit.kind === 'yes_no' || entry.value === null) return t('status.done');
  const value = formatAmount(habit, entry.value);
  return t(meetsTarget(habit, entry) ? 'status.value' : 'status.partial', { value });
}
