import { lazy, Suspense, useState } from 'react';
import { IconLink } from '@/components/Button';
import { EditIcon } from '@/components/icons';
import { Page } from '@/components/Page';
import { percentOf, ScoreRing } from '@/components/ScoreRing';
import { ErrorState, Skeleton } from '@/components/States';
import type { Habit, Stats } from '@/lib/api/types';
import {
  describeSchedule,
  describeTarget,
  formatNumber,
  useCheckins,
  useCurrentDay,
  useHabit,
  useStats,
} from '@/lib/habits';
import { t } from '@/lib/i18n';
import type { Day } from '@/lib/time/days';
import { BestStreaks, WeekdayChart } from './Frequency';
import styles from './HabitPage.module.css';
import { HeatMap } from './HeatMap';
import { ScoreChart } from './ScoreChart';

const CheckinSheet = lazy(() => import('@/components/CheckinSheet'));

function Hero({ habit, score }: { habit: Habit; score: number }) {
  const rhythm = [describeSchedule(habit.schedule), describeTarget(habit)].filter(Boolean).join(' · ');
  return (
    <div className={styles.hero}>
      <ScoreRing habit={habit} score={score} large />
      <div>
        {habit.question && <p>{habit.question}</p>}
        <p>{rhythm}</p>
        {habit.archived && <p className={styles.badge}>{t('habit.archived')}</p>}
      </div>
    </div>
  );
}

function Figures({ stats }: { stats: Stats }) {
  const best = Math.max(0, stats.current_streak, ...stats.best_streaks.map((streak) => streak.length));
  const figures = [
    [t('habit.score'), `${percentOf(stats.score)} %`],
    [t('habit.streak'), formatNumber(stats.current_streak)],
    [t('habit.best'), formatNumber(best)],
    [t('habit.total'), formatNumber(stats.totals.done)],
  ] as const;
  return (
    <dl className={styles.figures}>
      {figures.map(([name, value]) => (
        <div key={name} className={styles.figure}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Calendar({ habit, today }: { habit: Habit; today: Day }) {
  const { data, error, failureReason, refetch } = useCheckins(habit.id, today);
  const [picked, setPicked] = useState<Day | null>(null);
  if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton rows={1} tall reason={failureReason} />;
  return (
    <>
      <HeatMap habit={habit} today={today} checkins={data} onPick={setPicked} />
      {picked && (
        <Suspense>
          <CheckinSheet
            key={picked}
            habit={habit}
            day={picked}
            checkin={data.find((entry) => entry.date === picked) ?? null}
            onClose={() => {
              setPicked(null);
            }}
          />
        </Suspense>
      )}
    </>
  );
}

function HabitDetails({ habit }: { habit: Habit }) {
  const today = useCurrentDay();
  const { data: stats, error, failureReason, refetch } = useStats(habit.id);
  if (error && !stats) return <ErrorState error={error} onRetry={() => void refetch()} />;
  return (
    <>
      <Hero habit={habit} score={stats?.score ?? 0} />
      {stats ? <Figures stats={stats} /> : <Skeleton rows={1} reason={failureReason} />}
      <Calendar habit={habit} today={today} />
      {stats && (
        <>
          <ScoreChart scores={stats.scores} />
          <WeekdayChart weekdays={stats.weekdays} />
          <BestStreaks stats={stats} />
        </>
      )}
    </>
  );
}

/** One habit: where it stands, its year, its strengths. Choosing a day of the calendar changes it. */
export default function HabitPage({ id }: { id: string }) {
  const { data, error, failureReason, refetch } = useHabit(id);
  return (
    <Page
      title={data?.name ?? t('habits.title')}
      back="/habits"
      action={
        data && (
          <IconLink href={`/habits/${id}/edit`} label={t('habit.edit')}>
            <EditIcon />
          </IconLink>
        )
      }
    >
      {data ? (
        <div className={styles.page} data-colour={data.colour}>
          <HabitDetails habit={data} />
        </div>
      ) : error ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : (
        <Skeleton reason={failureReason} />
      )}
    </Page>
  );
}
