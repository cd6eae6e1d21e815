import { locale } from '@/lib/i18n';
import { formatDay, type Day } from '@/lib/time/days';

/** 0–1 as whole percents, as the language writes them: 45% or 45 %. */
export const formatPercent = (part: number): string =>
  new Intl.NumberFormat(locale(), { style: 'percent', maximumFractionDigits: 0 }).format(part);

/** A share of the score (0–1) in points of a hundred, with its sign and one decimal: +1.5, −0.3, 0. */
export const formatPoints = (change: number): string =>
  new Intl.NumberFormat(locale(), { maximumFractionDigits: 1, signDisplay: 'exceptZero' })
    .format(change * 100)
    .replace('-', '−');

export const shortDate = (day: Day): string => formatDay(day, locale(), { day: 'numeric', month: 'short' });

export const fullDate = (day: Day): string =>
  formatDay(day, locale(), { day: 'numeric', month: 'short', year: 'numeric' });

export const spokenDate = (day: Day): string =>
  formatDay(day, locale(), { weekday: 'short', day: 'numeric', month: 'long', year: 'numeric' });

export const monthName = (day: Day, length: 'long' | 'short' = 'long'): string =>
  formatDay(day, locale(), { month: length, year: 'numeric' });

export const yearOf = (day: Day): number => Number(day.slice(0, 4));
