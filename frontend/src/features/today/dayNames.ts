import { locale, t } from '@/lib/i18n';
import { addDays, formatDay, type Day } from '@/lib/time/days';

export const addressOf = (day: Day, today: Day): string => (day === today ? '/today' : `/today/${day}`);

export function titleOf(day: Day, today: Day): string {
  if (day === today) return t('today.title');
  if (day === addDays(today, -1)) return t('today.yesterday');
  return formatDay(day, locale(), { weekday: 'long' });
}

// The title of an older day is its weekday already.
const dateStyle = (day: Day, today: Day): Intl.DateTimeFormatOptions =>
  day >= addDays(today, -1)
    ? { weekday: 'long', day: 'numeric', month: 'long' }
    : { day: 'numeric', month: 'long', year: 'numeric' };

export const dateOf = (day: Day, today: Day): string => formatDay(day, locale(), dateStyle(day, today));
