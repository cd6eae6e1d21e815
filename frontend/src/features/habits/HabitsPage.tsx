import { useState } from 'react';
import { useLocation, useSearch } from 'wouter';
import { ButtonLink } from '@/components/Button';
import { Choice } from '@/components/Choice';
import { Page } from '@/components/Page';
import { SearchField } from '@/components/SearchField';
import { EmptyState, ErrorState, Skeleton } from '@/components/States';
import type { Habit } from '@/lib/api/types';
import { useCurrentDay, useHabits, useReorderHabits, useToday } from '@/lib/habits';
import { t } from '@/lib/i18n';
import { offerUndo } from '@/lib/undo';
import { inGroups, search } from './groups';
import { HabitItem } from './HabitItem';
import styles from './HabitsPage.module.css';
import { inOrder, withGroupOrder } from './order';
import { SortableList } from './SortableList';

type Filter = 'active' | 'archived';
type ListProps = { habits: Habit[]; query: string };

function PlainList({ habits, query }: ListProps) {
  const found = search(habits, query);
  return (
    <>
      <p className={query ? styles.count : 'visually-hidden'} role="status">
        {query && t('habits.found', { count: found.length })}
      </p>
      <ul className={styles.list}>
        {found.map((habit) => (
          <HabitItem key={habit.id} habit={habit} />
        ))}
      </ul>
    </>
  );
}

function GroupedList({ habits, query }: ListProps) {
  const { mutate } = useReorderHabits();
  const sort = (sorted: Habit[], said: string) => {
    mutate(withGroupOrder(habits, sorted));
    offerUndo(said, () => mutate(habits));
  };
  if (query) return <PlainList habits={habits} query={query} />;
  return inGroups(habits).map(({ name, habits: members }) => (
    <section key={name ?? ''} className={styles.section}>
      {name !== null && <h2>{name}</h2>}
      <SortableList habits={members} label={name ?? t('habits.title')} onSort={sort} />
    </section>
  ));
}

function ActiveHabits({ query }: { query: string }) {
  const { data, error, failureReason, refetch } = useHabits(false);
  const { data: today } = useToday(useCurrentDay());
  if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton reason={failureReason} />;
  const active = data.filter((habit) => !habit.archived);
  if (active.length > 0)
    return (
      <GroupedList habits={inOrder(active, today?.habits.map((row) => row.habit.id) ?? [])} query={query} />
    );
  return (
    <EmptyState
      title={t('habits.empty.title')}
      text={t('habits.empty.text')}
      action={<ButtonLink href="/welcome">{t('habits.empty.action')}</ButtonLink>}
    />
  );
}

function ArchivedHabits({ query }: { query: string }) {
  const { data, error, failureReason, refetch } = useHabits(true);
  if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton reason={failureReason} />;
  const archived = data.filter((habit) => habit.archived);
  if (archived.length === 0)
    return <EmptyState title={t('habits.empty.archived.title')} text={t('habits.empty.archived.text')} />;
  return <PlainList habits={archived} query={query} />;
}

export default function HabitsPage() {
  const [, navigate] = useLocation();
  const [query, setQuery] = useState('');
  const filter: Filter = new URLSearchParams(useSearch()).has('archived') ? 'archived' : 'active';
  return (
    <Page
      title={t('habits.title')}
      action={<ButtonLink href="/habits/new">{t('habits.new.short')}</ButtonLink>}
    >
      <SearchField label={t('habits.search')} value={query} onChange={setQuery} />
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
      {filter === 'active' ? <ActiveHabits query={query.trim()} /> : <ArchivedHabits query={query.trim()} />}
      <p className={styles.links}>
        <ButtonLink href="/vacations" look="bare">
          {t('habits.vacations')}
        </ButtonLink>
        <ButtonLink href="/welcome" look="bare">
          {t('habits.templates')}
        </ButtonLink>
      </p>
    </Page>
  );
}
