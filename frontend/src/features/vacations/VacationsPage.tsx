import { lazy, Suspense, useState } from 'react';
import { Button } from '@/components/Button';
import { Page } from '@/components/Page';
import { EmptyState, ErrorState, Skeleton } from '@/components/States';
import type { Vacation } from '@/lib/api/types';
import { useCurrentDay, useHabits } from '@/lib/habits';
import { t } from '@/lib/i18n';
import { useVacations } from '@/lib/vacations';
import { useVacationActions } from './useVacationActions';
import { draftVacation, newVacationDraft } from './vacationDraft';
import { VacationItem } from './VacationItem';
import styles from './VacationsPage.module.css';

const VacationForm = lazy(() => import('./VacationForm'));

const latestFirst = (vacations: Vacation[]): Vacation[] =>
  [...vacations].sort((one, other) => other.start_date.localeCompare(one.start_date));

/** When habits rest: nothing is due then, and streak and score stay as they are. */
export default function VacationsPage() {
  const { data, error, failureReason, refetch } = useVacations();
  const { data: habits = [] } = useHabits(false);
  const today = useCurrentDay();
  const [editing, setEditing] = useState<Vacation | 'new' | null>(null);
  const { create, change, remove } = useVacationActions();
  const add = <Button onClick={() => setEditing('new')}>{t('vacations.add.short')}</Button>;
  return (
    <Page title={t('vacations.title')} back="/habits" action={data?.length ? add : undefined}>
      <p className={styles.text}>{t('vacations.text')}</p>
      {error && !data && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton rows={2} reason={failureReason} />}
      {data?.length === 0 && (
        <EmptyState title={t('vacations.empty.title')} text={t('vacations.empty.text')} action={add} />
      )}
      <ul className={styles.list}>
        {latestFirst(data ?? []).map((vacation) => (
          <VacationItem
            key={vacation.id}
            vacation={vacation}
            habits={habits}
            today={today}
            onEdit={() => setEditing(vacation)}
            onDelete={() => remove(vacation)}
          />
        ))}
      </ul>
      {editing && (
        <Suspense>
          <VacationForm
            title={t(editing === 'new' ? 'vacations.add' : 'vacations.edit')}
            initial={editing === 'new' ? newVacationDraft(today) : draftVacation(editing)}
            habits={habits}
            onSave={editing === 'new' ? create : (input) => change(editing, input)}
            onClose={() => setEditing(null)}
          />
        </Suspense>
      )}
    </Page>
  );
}
