import { useState } from 'react';
import { useLocation, useSearch } from 'wouter';
import { ButtonLink } from '@/components/Button';
import { Choice } from '@/components/Choice';
import { Page } from '@/components/Page';
import { EmptyState, ErrorState, Skeleton } from '@/components/States';
import type { Habit } from '@/lib/api/types';
import { useCurrentDay, useHabits, useReorderHabits, useToday } from '@/lib/habits';
import { t } from '@/lib/i18n';
import { HabitItem } from './HabitItem';
import styles from './HabitsPage.module.css';
import { inOrder, moved } from './order';

type Filter = 'active' | 'archived';

function SortableList({ habits }: { habits: Habit[] }) {
  const { mutate } = useReorderHabits();
  const [announcement, setAnnouncement] = useState('');
  const move = (habit: Habit, by: -1 | 1) => {
    const next = moved(habits, habits.indexOf(habit), by);
    mutate(next);
    setAnnouncement(
      t('habits.moved', { name: habit.name, position: next.indexOf(habit) + 1, count: habits.length }),
    );
  };
  return (
    <>
      <ul className={styles.list}>
        {habits.map((habit, index) => (
          <HabitItem
            key={habit.id}
            habit={habit}
            moves={{
              up: index === 0 ? null : () => move(habit, -1),
              down: index === habits.length - 1 ? null : () => move(habit, 1),
            }}
          />
        ))}
      </ul>
      <p className="visually-hidden" role="status">
        {announcement}
      </p>
    </>
  );
}

function ActiveHabits() {
  const { data, error, failureReason, refetch } = useHabits(false);
  const { data: today } = useToday(useCurrentDay());
  if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton reason={failureReason} />;
  if (data.length > 0)
    return <SortableList habits={inOrder(data, today?.habits.map((row) => row.habit.id) ?? [])} />;
  return (
    <EmptyState
      title={t('habits.empty.title')}
      text={t('habits.empty.text')}
      action={<ButtonLink href="/habits/new">{t('habits.new')}</ButtonLink>}
    />
  );
}

function ArchivedHabits() {
  const { data, error, failureReason, refetch } = useHabits(true);
  if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton reason={failureReason} />;
  const archived = data.filter((habit) => habit.archived);
  if (archived.length === 0)
    return <EmptyState title={t('habits.empty.archived.title')} text={t('habits.empty.archived.text')} />;
  return (
    <ul className={styles.list}>
      {archived.map((habit) => (
        <HabitItem key={habit.id} habit={habit} />
      ))}
    </ul>
  );
}

export default function HabitsPage() {
  const [, navigate] = useLocation();
  const filter: Filter = new URLSearchParams(useSearch()).has('archived') ? 'archived' : 'active';
  return (
    <Page title={t('habits.title')} action={<ButtonLink href="/habits/new">{t('habits.new')}</ButtonLink>}>
      <Choice
        legend={t('habits.filter')}
        hideLegend
        value={filter}
        options={[
          { value: 'active', label: t('habits.filter.active') },
          { value: 'archived', label: t('habits.filter.archived') },
        ]}
        onChange={(next) => {
          navigate(next === 'archived' ? '/habits?archived' : '/habits', { replace: true });
        }}
      />
      {filter === 'active' ? <ActiveHabits /> : <ArchivedHabits />}
    </Page>
  );
}
