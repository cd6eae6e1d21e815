import { useState } from 'react';
import { useLocation } from 'wouter';
import { Page } from '@/components/Page';
import { ErrorState, Skeleton } from '@/components/States';
import type { Habit, HabitInput } from '@/lib/api/types';
import { useHabit, useUpdateHabit } from '@/lib/habits';
import { t } from '@/lib/i18n';
import { offerUndo } from '@/lib/undo';
import { changedFields, draftHabit, fieldsOf } from './habitDraft';
import { HabitForm } from './HabitForm';

function EditForm({ habit }: { habit: Habit }) {
  const [, navigate] = useLocation();
  const update = useUpdateHabit();
  const [opened] = useState(habit); // what was not touched here stays as others may have changed it meanwhile
  const save = async (input: HabitInput) => {
    const change = changedFields(opened, input);
    if (Object.keys(change).length > 0) {
      const saved = await update.mutateAsync({ habit, change });
      const back = fieldsOf(opened, change);
      offerUndo(t('edit.saved'), () => {
        // A refusal stands in the list of what could not be saved.
        update.mutateAsync({ habit: saved, change: back }).catch(() => undefined);
      });
    }
    navigate(`/habits/${habit.id}`);
  };
  return <HabitForm initial={draftHabit(opened)} kindIsFixed action={t('edit.save')} onSave={save} />;
}

export default function EditHabitPage({ id }: { id: string }) {
  const { data, error, failureReason, refetch } = useHabit(id);
  return (
    <Page title={t('edit.title')} back={`/habits/${id}`}>
      {data ? (
        <EditForm habit={data} />
      ) : error ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : (
        <Skeleton reason={failureReason} />
      )}
    </Page>
  );
}
