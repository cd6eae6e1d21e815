import { formatPercent, monthName, type Bar } from '@/components/charts';
import type { Completion, Habit } from '@/lib/api/types';
import { formatAmount } from '@/lib/habits';
import { locale, t } from '@/lib/i18n';
import { formatDay, formatRange, type Day } from '@/lib/time/days';

export type Span = 'week' | 'month' | 'quarter' | 'year';
export const SPANS: readonly Span[] = ['week', 'month', 'quarter', 'year'];
export const PART = { week: 'weeks', month: 'months', quarter: 'quarters', year: 'years' } as const;

const quarterOf = (day: Day): number => Math.ceil(Number(day.slice(5, 7)) / 3);

/** A period by its name: 2–8 Mar 2026, March 2026, Quarter 1, 2026, 2026. */
export function nameOf({ start, end }: Completion, span: Span): string {
  switch (span) {
    case 'week':
      return formatRange(start, end, locale());
    case 'month':
      return monthName(start);
    case 'quarter':
      return t('habit.quarter', { quarter: quarterOf(start), year: start.slice(0, 4) });
    case 'year':
      return start.slice(0, 4);
  }
}

/** What stands below a bar: a week only says when its month is another than the one before it. */
function tickOf({ start }: Completion, before: Completion | undefined, span: Span): string {
  const year = start.slice(0, 4);
  const newYear = before !== undefined && before.start.slice(0, 4) !== year;
  if (span === 'year' || (newYear && span !== 'week')) return year;
  if (span === 'quarter') return t('habit.quarter.short', { quarter: quarterOf(start) });
  const sameMonth = before?.start.slice(0, 7) === start.slice(0, 7);
  return sameMonth || (before === undefined && span === 'week')
    ? ''
    : formatDay(start, locale(), { month: 'short' });
}

/** The share of what was due that was done; null when nothing was. */
export const partOf = ({ done, due }: Pick<Completion, 'done' | 'due'>): number | null =>
  due > 0 ? Math.min(1, done / due) : null;

function labelOf(period: Completion, name: string, habit: Habit): string {
  const part = partOf(period);
  const { done, due, skipped, amount } = period;
  const words = [
    part === null
      ? t('habit.completion.nothing', { period: name })
      : t('habit.completion.bar', { period: name, done, due, part: formatPercent(part) }),
    skipped > 0 ? t('habit.completion.skipped', { count: skipped }) : null,
    amount === null ? null : formatAmount(habit, amount),
  ];
  return words.filter(Boolean).join(', ');
}

export const barsOf = (periods: readonly Completion[], span: Span, habit: Habit): Bar[] =>
  periods.map((period, place) => {
    const part = partOf(period);
    return {
      key: period.start,
      label: labelOf(period, nameOf(period, span), habit),
      tick: tickOf(period, periods[place - 1], span),
      text: part === null ? '' : formatPercent(part),
      value: part,
    };
  });

export const rowsOf = (periods: readonly Completion[], span: Span, habit: Habit): string[][] =>
  [...periods].reverse().map((period) => {
    const part = partOf(period);
    return [
      nameOf(period, span),
      String(period.done),
      String(period.due),
      part === null ? '–' : formatPercent(part),
      String(period.skipped),
      ...(period.amount === null ? [] : [formatAmount(habit, period.amount)]),
    ];
  });
