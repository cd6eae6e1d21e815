import { spokenDate, type DayLook, type Level } from '@/components/charts';
import type { Overview } from '@/lib/api/types';
import { locale, t } from '@/lib/i18n';
import { formatDay, type Day } from '@/lib/time/days';

export type OverviewDay = Overview['days'][number];

/** The share of what was due that was done (0–1); null when nothing was due. */
export const partOf = ({ done, due }: Pick<OverviewDay, 'done' | 'due'>): number | null =>
  due > 0 ? Math.min(1, done / due) : null;

const nearDate = (day: Day): string =>
  formatDay(day, locale(), { weekday: 'short', day: 'numeric', month: 'short' });

/** @param near the week is named already: a short date does. */
export function describeDayOf(day: OverviewDay, near = false): string {
  const date = near ? nearDate(day.date) : spokenDate(day.date);
  return partOf(day) === null
    ? t('insights.days.rest', { date })
    : t('insights.days.bar', { date, done: day.done, due: day.due });
}

/** Full only when all was done, empty only when nothing was. */
export function levelOf(part: number | null): Level {
  if (part === null || part === 0) return 0;
  if (part === 1) return 4;
  return part < 1 / 3 ? 1 : part < 2 / 3 ? 2 : 3;
}

export const REST = '·';

/** A day's square; days that are still to come are empty too. */
export function lookOf(day: OverviewDay | undefined, label: string): DayLook {
  if (!day) return { label, level: 0 };
  const part = partOf(day);
  return { label: describeDayOf(day), level: levelOf(part), mark: part === null ? REST : undefined };
}
