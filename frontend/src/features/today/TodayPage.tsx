import { Suspense } from 'react';
import { useSearch } from 'wouter';
import { ButtonLink } from '@/components/Button';
import { Page } from '@/components/Page';
import { EmptyState, ErrorState, Skeleton } from '@/components/States';
import { useCurrentDay, useToday } from '@/lib/habits';
import { t } from '@/lib/i18n';
import { lazy } from '@/lib/lazy';
import { isDay, type Day } from '@/lib/time/days';
import { DayHead } from './DayHead';
import { DayList } from './DayList';
import { titleOf } from './dayNames';
import { useDayKeys } from './useDayKeys';

const TasksDue = lazy(() => import('./TasksDue'));
const FirstHabits = lazy(() => import('./FirstHabits'));

function DayContent({ day, isToday }: { day: Day; isToday: boolean }) {
  const search = useSearch(); // may name a sheet to begin with
  const { data, error, failureReason, refetch } = useToday(day);
  if (data && data.habits.length > 0) return <DayList key={search} today={data} />;
  if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton reason={failureReason} />;
  if (!isToday) return <EmptyState title={t('habits.empty.title')} text={t('today.past.empty')} />;
  return (
    <Suspense fallback={<Skeleton />}>
      <FirstHabits />
    </Suspense>
  );
}

function FutureDay() {
  return (
    <Page title={t('today.title')}>
      <EmptyState
        title={t('today.future.title')}
        text={t('today.future.text')}
        action={<ButtonLink href="/today">{t('today.back')}</ButtonLink>}
      />
    </Page>
  );
}

/** @param date the day of the address; today without one. */
export default function TodayPage({ date }: { date?: string | undefined }) {
  const today = useCurrentDay();
  const day = date !== undefined && isDay(date) ? date : today;
  useDayKeys(day, today);
  if (day > today) return <FutureDay />;
  return (
    <Page title={titleOf(day, today)} heading={<DayHead day={day} today={today} />}>
      <DayContent day={day} isToday={day === today} />
      {day === today && (
        <Suspense>
          <TasksDue today={today} />
        </Suspense>
      )}
    </Page>
  );
}
