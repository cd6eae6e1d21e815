import type { Notification } from '@/lib/api/types';
import { locale, t } from '@/lib/i18n';

/** Where what it is about can be seen. */
export function placeOf({ kind, ref }: Notification): string {
  const text = (name: string): string => (typeof ref[name] === 'string' ? ref[name] : '');
  const habit = text('habit_id') || (text('of') === 'habit' ? text('id') : '');
  if (habit) return `/habits/${habit}`;
  if (text('of') === 'task') return '/tasks';
  if (kind === 'order') return '/rewards/orders';
  return kind === 'digest' ? '/insights?period=week' : '/today';
}

const DAY_MS = 86_400_000;
const midnight = (at: Date): number => new Date(at).setHours(0, 0, 0, 0);

/** The day under which it stands, in the reader's own time. */
export function dayOf(at: string, now = new Date()): string {
  const days = Math.round((midnight(now) - midnight(new Date(at))) / DAY_MS);
  if (days <= 0) return t('day.today');
  if (days === 1) return t('day.yesterday');
  return new Intl.DateTimeFormat(locale(), { weekday: 'long', day: 'numeric', month: 'long' }).format(
    new Date(at),
  );
}

export const timeOf = (at: string): string =>
  new Intl.DateTimeFormat(locale(), { timeStyle: 'short' }).format(new Date(at));

export type DayGroup = { day: string; items: Notification[] };

/** Day by day, in the order in which they came. */
export function byDay(items: Notification[], now = new Date()): DayGroup[] {
  const groups: DayGroup[] = [];
  for (const item of items) {
    const day = dayOf(item.at, now);
    const last = groups.at(-1);
    if (last?.day === day) last.items.push(item);
    else groups.push({ day, items: [item] });
  }
  return groups;
}
