import { ApiError } from '@/lib/api/errors';
import { describeError } from '@/lib/api/describe';
import type { Order, Reward } from '@/lib/api/types';
import { formatNumber } from '@/lib/habits';
import { locale, t, type MessageKey } from '@/lib/i18n';

type Named = Pick<Reward, 'name'> & { id: string };

const KNOWN: Readonly<Record<string, readonly [name: MessageKey, text: MessageKey]>> = {
  'streak-freeze': ['rewards.item.freeze', 'rewards.item.freeze.text'],
  'theme-forest': ['rewards.item.forest', 'rewards.item.forest.text'],
  'theme-ocean': ['rewards.item.ocean', 'rewards.item.ocean.text'],
  'theme-sunset': ['rewards.item.sunset', 'rewards.item.sunset.text'],
};

/** Everybody's things in the reader's language; the person's own as they called them. */
export const nameOf = ({ id, name }: Named): string => (KNOWN[id] ? t(KNOWN[id][0]) : name);

export const textOf = ({ id, description }: Reward): string | null =>
  KNOWN[id] ? t(KNOWN[id][1]) : description;

export const pointsText = (points: number): string =>
  t('rewards.points', { count: points, points: formatNumber(points) });

/** What was ordered, with how many of it. */
export const contentOf = ({ lines }: Order): string =>
  lines
    .map(({ item_id, name, quantity }) => {
      const what = nameOf({ id: item_id, name });
      return quantity > 1 ? t('rewards.times', { quantity, what }) : what;
    })
    .join(', ');

export const dateOf = (at: string): string =>
  new Intl.DateTimeFormat(locale(), { dateStyle: 'medium' }).format(new Date(at));

const REFUSALS: Readonly<Record<string, MessageKey>> = {
  'not-enough-points': 'rewards.problem.points',
  'already-owned': 'rewards.problem.owned',
  'price-changed': 'rewards.problem.price',
  'already-used': 'rewards.problem.used',
  'order-pending': 'rewards.problem.pending',
  'order-fulfilled': 'rewards.problem.fulfilled',
  'too-many-rewards': 'rewards.problem.many',
};

/** Why something about rewards did not work, and what to do. */
export function explain(error: unknown): string {
  if (!(error instanceof ApiError)) return describeError(error);
  const known = REFUSALS[error.code];
  if (known) return t(known);
  if (error.code.startsWith('order-')) return t('rewards.problem.moved');
  if (error.status === 412) return t('rewards.problem.changed');
  if (error.status === 422) return t('rewards.problem.gone');
  return describeError(error);
}
