import { ApiError } from '@/lib/api/errors';
import { describeError } from '@/lib/api/describe';
import type { LinkAction } from '@/lib/api/types';
import { locale, t, type MessageKey } from '@/lib/i18n';
import { formatDay } from '@/lib/time/days';

const longDay = (day: string): string =>
  formatDay(day, locale(), { weekday: 'long', day: 'numeric', month: 'long' });

/** When a snoozed reminder comes again: the time, and the day unless it is today. */
export function momentOf(at: string, now = new Date()): string {
  const moment = new Date(at);
  const today = moment.toDateString() === now.toDateString();
  return new Intl.DateTimeFormat(
    locale(),
    today ? { timeStyle: 'short' } : { weekday: 'long', hour: 'numeric', minute: '2-digit' },
  ).format(moment);
}

const topicOf = ({ topic }: LinkAction): string =>
  topic === 'habit' || topic === 'task' ? '' : t(`act.topic.${topic}`);

const values = (action: LinkAction) => ({
  name: action.name ?? '',
  day: action.date ? longDay(action.date) : '',
  topic: topicOf(action),
  time: action.until ? momentOf(action.until) : '',
});

/** What the link would do: a heading, an explanation, and the button's word. */
export const asks = (action: LinkAction) => ({
  title: t(`act.${action.purpose}.title`, values(action)),
  text: t(`act.${action.purpose}.text`, values(action)),
  button: t(`act.${action.purpose}.button`),
});

/** What it has done, or what was so already. */
export const tells = (action: LinkAction) => ({
  title: t(`act.${action.purpose}.done`, values(action)),
  text: t(`act.${action.purpose}.done.text`, values(action)),
});

const PROBLEMS: Readonly<Record<string, MessageKey>> = {
  'link-expired': 'act.problem.expired',
  'link-outdated': 'act.problem.outdated',
  'amount-needed': 'act.problem.amount',
  'open-daybook': 'act.problem.app',
};

/** What was wrong, and what to do. */
export function explain(error: unknown): string {
  if (!(error instanceof ApiError)) return describeError(error);
  const known = PROBLEMS[error.code];
  if (known) return t(known);
  return error.status === 404 || error.status === 422 ? t('act.problem.broken') : describeError(error);
}
