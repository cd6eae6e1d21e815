import { useLocation, useSearch } from 'wouter';
import { ButtonLink } from '@/components/Button';
import { Loaded } from '@/components/Loaded';
import { Page } from '@/components/Page';
import { EmptyState } from '@/components/States';
import type { Overview } from '@/lib/api/types';
import { useCurrentDay, useOverview, useWeekStart } from '@/lib/habits';
import { locale, t } from '@/lib/i18n';
import { useOnline } from '@/lib/online';
import { DaysChart } from './DaysChart';
import { HabitRows } from './HabitRows';
import styles from './Insights.module.css';
import { LeaderboardCard } from './LeaderboardCard';
import { addressOf, spanOf, wantedOf } from './period';
import { PeriodHead } from './PeriodHead';
import { Totals } from './Totals';
import { YourWeeks } from './YourWeeks';

function Empty() {
  return (
    <EmptyState
      title={t('insights.empty.title')}
      text={t('insights.empty.text')}
      action={<ButtonLink href="/welcome">{t('insights.empty.action')}</ButtonLink>}
    />
  );
}

function Figures({ overview }: { overview: Overview }) {
  if (overview.habits.length === 0) return <Empty />;
  return (
    <div className={styles.page}>
      <Totals totals={overview.totals} />
      <DaysChart overview={overview} />
      <HabitRows overview={overview} />
      <YourWeeks />
      <LeaderboardCard />
    </div>
  );
}

/** Without a network what was last known is shown, and of when it is. */
function AsOf({ updatedAt }: { updatedAt: number }) {
  const online = useOnline();
  if (online || updatedAt === 0) return null;
  const when = new Intl.DateTimeFormat(locale(), { dateStyle: 'medium', timeStyle: 'short' });
  return <p className={styles.asOf}>{t('insights.as_of', { when: when.format(updatedAt) })}</p>;
}

/** All habits over a week, a month or a year: the days, the sums, and how each habit went. */
export default function InsightsPage() {
  const [, navigate] = useLocation();
  const today = useCurrentDay();
  const weekStart = useWeekStart();
  const { period, day } = wantedOf(useSearch(), today);
  const span = spanOf(period, day, weekStart);
  const query = useOverview(period, day);
  return (
    <Page title={t('nav.insights')}>
      <PeriodHead
        span={span}
        today={today}
        onPeriod={(next) => navigate(addressOf(next, day, today), { replace: true })}
        onDay={(next) => navigate(addressOf(period, next > today ? today : next, today), { replace: true })}
      />
      <AsOf updatedAt={query.dataUpdatedAt} />
      <Loaded query={query} rows={3} tall>
        {(overview) => <Figures overview={overview} />}
      </Loaded>
    </Page>
  );
}
