import { formatPercent, formatPoints } from '@/components/charts';
import { useWeeks } from '@/lib/analytics';
import type { WeeksSummary } from '@/lib/api/types';
import { formatNumber, weekdayName } from '@/lib/habits';
import { locale, t } from '@/lib/i18n';
import styles from './Insights.module.css';

/** A full hour (0–24) as clocks show it here. */
const hourText = (hour: number): string =>
  new Intl.DateTimeFormat(locale(), { hour: 'numeric', minute: '2-digit', timeZone: 'UTC' }).format(
    Date.UTC(2000, 0, 1, hour % 24),
  );

function trendText({ trend: { recent, change } }: WeeksSummary): string {
  if (recent === null) return t('insights.weeks.trend.none');
  const done = t('insights.weeks.trend', { part: formatPercent(recent) });
  if (change === null) return done;
  return `${done} ${t('insights.weeks.trend.change', { points: formatPoints(change) })}`;
}

function timeText({ time_of_day: { best, marks, needed } }: WeeksSummary): string {
  if (best === null) return t('insights.weeks.time.few', { marks, needed });
  const span = { from: hourText(best.from_hour), to: hourText(best.to_hour) };
  return t('insights.weeks.time.span', { ...span, part: formatPercent(best.share) });
}

const dayText = (weekday: number | null): string =>
  weekday === null ? t('insights.weeks.day.none') : weekdayName(weekday, 'long');

function factsOf(summary: WeeksSummary): [string, string][] {
  const week = summary.weeks.at(-1);
  return [
    [t('insights.weeks.best'), dayText(summary.best_weekday)],
    [t('insights.weeks.hardest'), dayText(summary.hardest_weekday)],
    [t('insights.weeks.time'), timeText(summary)],
    [t('insights.weeks.points'), formatNumber(week?.points ?? 0)],
    [t('insights.weeks.tasks'), formatNumber(week?.tasks_done ?? 0)],
  ];
}

/** What twelve weeks tell. It comes beside the rest: while it is not known, nothing of the page waits for it. */
export function YourWeeks() {
  const { data } = useWeeks();
  if (!data) return null;
  return (
    <section className={styles.card} aria-labelledby="your-weeks">
      <h2 id="your-weeks">{t('insights.weeks.title')}</h2>
      <p>{trendText(data)}</p>
      <dl className={styles.facts}>
        {factsOf(data).map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
