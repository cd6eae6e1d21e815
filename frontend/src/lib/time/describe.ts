import { locale, t } from '@/lib/i18n';
import { addDays, daysBetween, formatDay, type Day } from './days';

/**
 * A day in the reader's words: today, yesterday, tomorrow; the weekday within a week; else the date, with its year when
 * it is another one than today's.
 * @param today null names the date, whatever day it is.
 */
export function describeDay(day: Day, today: Day | null): string {
  if (today === null) return formatDay(day, locale(), { dateStyle: 'medium' });
  const back = daysBetween(day, today);
  if (back === 0) return t('day.today');
  if (back === 1) return t('day.yesterday');
  if (day === addDays(today, 1)) return t('day.tomorrow');
  if (back > 1 && back < 7) return formatDay(day, locale(), { weekday: 'long' });
  const year = day.slice(0, 4) === today.slice(0, 4) ? {} : ({ year: 'numeric' } as const);
  return formatDay(day, locale(), { day: 'numeric', month: 'short', ...year });
}
