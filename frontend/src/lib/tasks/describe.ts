import type { Task, TaskRepeat } from '@/lib/api/types';
import { weekdayName } from '@/lib/habits/describe';
import { locale, t } from '@/lib/i18n';
import type { Day } from '@/lib/time/days';
import { describeDay } from '@/lib/time/describe';

/** A clock time (HH:MM) as the reader writes it. */
export function formatTime(time: string): string {
  const format = new Intl.DateTimeFormat(locale(), { timeStyle: 'short', timeZone: 'UTC' });
  return format.format(Date.parse(`2000-01-01T${time}:00Z`));
}

export function describeDue(due: NonNullable<Task['due']>, today: Day): string {
  const day = describeDay(due.date, today);
  return due.time ? t('tasks.due.at', { day, time: formatTime(due.time) }) : day;
}

export function describeRepeat({ every, interval = 1, weekdays }: TaskRepeat): string {
  const often = t(`tasks.repeat.every.${every}`, { count: interval });
  if (!weekdays?.length) return often;
  const days = new Intl.ListFormat(locale(), { style: 'narrow' }).format(
    weekdays.map((day) => weekdayName(day, 'short')),
  );
  return t('tasks.repeat.on', { often, days });
}
