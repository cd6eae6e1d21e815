import { describeSchedule, formatAmount } from '@/lib/habits';
import { locale, t } from '@/lib/i18n';
import { formatDay, type Day } from '@/lib/time/days';
import { readDraft, type HabitDraft } from './habitDraft';
import { scheduleProblem } from './scheduleDraft';

const longDay = (day: Day): string =>
  formatDay(day, locale(), { day: 'numeric', month: 'long', year: 'numeric' });

const list = (texts: string[]): string => new Intl.ListFormat(locale()).format(texts);

/** What the form says so far, in sentences; null while the schedule makes no sense. */
export function summarise(draft: HabitDraft, today: Day): string | null {
  if (scheduleProblem(draft.schedule)) return null;
  const { schedule, kind, target, target_type, unit, start_date, end_date, reminders } = readDraft(draft);
  const rhythm = describeSchedule(schedule);
  const what =
    kind === 'numeric' && target !== null
      ? t(`edit.summary.${target_type}`, { rhythm, target: formatAmount({ unit }, target) })
      : t('edit.summary.plain', { rhythm });
  const times = reminders.map(({ time }) => time).filter(Boolean);
  return [
    what,
    start_date && start_date > today && t('edit.summary.from', { start: longDay(start_date) }),
    end_date && t('edit.summary.until', { end: longDay(end_date) }),
    times.length > 0 && t('edit.summary.reminders', { times: list([...new Set(times)].sort()) }),
  ]
    .filter(Boolean)
    .join(' ');
}
