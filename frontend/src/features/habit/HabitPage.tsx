import { lazy, Suspense } from 'react';
import { IconLink } from '@/components/Button';
import { EditIcon } from '@/components/icons';
import { Loaded } from '@/components/Loaded';
import { Page } from '@/components/Page';
import { Skeleton } from '@/components/States';
import type { Habit, Stats } from '@/lib/api/types';
import { useCurrentDay, useHabit, useStats } from '@/lib/habits';
import { t } from '@/lib/i18n';
import { Amounts } from './Amounts';
import { CalendarSection } from './CalendarSection';
import { CompletionChart } from './CompletionChart';
import styles from './HabitPage.module.css';
import { Figures, Hero } from './Hero';
import { LoadedPart } from './LoadedPart';
import { ScoreChart } from './ScoreChart';
import { Streaks } from './Streaks';
import { Weekdays } from './Weekdays';

const ScoreChangeCard = lazy(() => import('./ScoreChangeCard'));
const FreezeCard = lazy(() => import('./FreezeCard'));
const HabitNotes = lazy(() => import('./HabitNotes'));
const EditHistory = lazy(() => import('./EditHistory'));

function Charts({ habit, stats }: { habit: Habit; stats: Stats }) {
  return (
    <>
      <ScoreChart stats={stats} />
      {stats.scores.length > 0 && (
        <Suspense fallback={<Skeleton rows={1} tall />}>
          <ScoreChangeCard habit={habit} today={stats.as_of} />
        </Suspense>
      )}
      <CompletionChart habit={habit} stats={stats} />
      {stats.amounts && <Amounts habit={habit} amounts={stats.amounts} />}
      <Streaks stats={stats} />
      <Weekdays weekdays={stats.weekdays} />
    </>
  );
}

function HabitDetails({ habit }: { habit: Habit }) {
  const today = useCurrentDay();
  const stats = useStats(habit.id);
  return (
    <div className={styles.page} data-colour={habit.colour}>
      <Hero habit={habit} score={stats.data?.score ?? 0} />
      {stats.data && <Figures stats={stats.data} />}
      <Suspense>
        <FreezeCard habit={habit} today={today} />
      </Suspense>
      <CalendarSection habit={habit} today={today} firstDay={stats.data?.first_day} />
      <LoadedPart query={stats} rows={2} tall>
        {(known) => <Charts habit={habit} stats={known} />}
      </LoadedPart>
      <Suspense fallback={<Skeleton rows={1} />}>
        <HabitNotes habit={habit} />
      </Suspense>
      <Suspense fallback={<Skeleton rows={1} />}>
        <EditHistory habit={habit} />
      </Suspense>
    </div>
  );
}

/** One habit: where it stands, its years, its strengths, and what was changed. Choosing a day of the calendar changes it. */
export default function HabitPage({ id }: { id: string }) {
  const query = useHabit(id);
  return (
    <Page
      title={query.data?.name ?? t('habits.title')}
      back="/habits"
      action={
        query.data && (
          <IconLink href={`/habits/${id}/edit`} label={t('habit.edit')}>
            <EditIcon />
          </IconLink>
        )
      }
    >
      {/* What a list knows of a habit is the habit: its placeholder is as good as the answer. */}
      <Loaded query={{ ...query, isPlaceholderData: false }} rows={4}>
        {(habit) => <HabitDetails habit={habit} />}
      </Loaded>
    </Page>
  );
}
