import { describeError } from '@/lib/api/describe';
import { ApiError } from '@/lib/api/errors';
import type { Status } from '@/lib/api/types';
import { locale, t } from '@/lib/i18n';
import type { Edit, Problem } from '@/lib/outbox';
import { describeDay } from '@/lib/time/describe';

const amount = (value: number): string => new Intl.NumberFormat(locale()).format(value);

/** What a mark or an amount says. */
function said(status: Status | null, value: number | null): string {
  if (status === null) return t('outbox.taken_back');
  return status === 'done' && value !== null ? amount(value) : t(`status.${status}`);
}

function about(edit: Edit): (string | null)[] {
  switch (edit.kind) {
    case 'checkin': {
      const { date, mark } = edit.input;
      return [describeDay(date, null), said(mark?.status ?? null, mark?.value ?? null)];
    }
    case 'entry': {
      const { date, value } = edit.input;
      return [describeDay(date, null), said(value === null ? null : 'done', value)];
    }
    case 'checkins':
      return [t('outbox.days', { count: edit.input.days.length })];
    default:
      return [];
  }
}

/** A name that is written from right to left does not turn the rest around (https://www.w3.org/International/articles/inline-bidi-markup/). */
const isolated = (name: string): string => name && `\u2068${name}\u2069`;

/** What an edit is, and when it was made. */
export function describeEdit(edit: Edit): { what: string; when: string } {
  const what = [t(`outbox.kind.${edit.kind}`), isolated(edit.name), ...about(edit)]
    .filter(Boolean)
    .join(' · ');
  const when = new Intl.DateTimeFormat(locale(), { dateStyle: 'medium', timeStyle: 'short' });
  return { what, when: when.format(new Date(edit.stamp.edited_at)) };
}

/** Why the server did not take it, as far as it said. */
export function describeProblem({ status, detail }: Problem): string {
  if (status === 404 || status === 410) return t('outbox.why.missing');
  if (detail) return detail;
  if (status === 0) return t('outbox.why.server');
  return describeError(new ApiError(new Response(null, { status }), null));
}
