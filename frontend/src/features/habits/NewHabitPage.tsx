import { useState } from 'react';
import { useLocation, useSearch } from 'wouter';
import { Page } from '@/components/Page';
import type { HabitInput } from '@/lib/api/types';
import { useCreateHabit, useCurrentDay, useDeleteHabit, useProfile } from '@/lib/habits';
import { t } from '@/lib/i18n';
import { newUlid } from '@/lib/ulid';
import { offerUndo } from '@/lib/undo';
import { newFields, newHabitDraft } from './habitDraft';
import { HabitForm } from './HabitForm';

export default function NewHabitPage() {
  const [, navigate] = useLocation();
  const today = useCurrentDay();
  const [id] = useState(() => newUlid()); // one form, one habit, however often it is sent
  const weekStart = useProfile().data?.week_start;
  const name = new URLSearchParams(useSearch()).get('name') ?? '';
  const create = useCreateHabit();
  const remove = useDeleteHabit();
  const save = async (input: HabitInput) => {
    await create.mutateAsync({ id, input: newFields(input) });
    offerUndo(t('edit.created', { name: input.name }), () => {
      remove.mutateAsync(id).catch(() => undefined); // a refusal stands in the list of what could not be saved
    });
    navigate('/today');
  };
  return (
    <Page title={t('edit.new.title')} back="/today">
      <HabitForm
        initial={{ ...newHabitDraft(today, weekStart), name }}
        action={t('edit.create')}
        onSave={save}
      />
    </Page>
  );
}
