import { describeError } from '@/lib/api/describe';
import { ApiError } from '@/lib/api/errors';
import { locale, t } from '@/lib/i18n';
import type { Edit, Problem } from '@/lib/outbox';
import { describeDay } from '@/lib/time/describe';

function about(edit: Edit): string | null {
  if (edit.kind === 'checkin' || edit.kind === 'entry') return describeDay(edit.input.date, null);
  if (edit.kind === 'checkins') return t('outbox.days', { count: edit.input.days.length });
  return null;
}

/** What an edit is, and when it was made. */
export function describeEdit(edit: Edit): { what: string; when: string } {
  const what = [t(`outbox.kind.${edit.kind}`), edit.name, about(edit)].filter(Boolean).join(' · ');
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
