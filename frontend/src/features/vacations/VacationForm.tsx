import { useState } from 'react';
import { BulkHabits } from '@/components/BulkHabits';
import { Button } from '@/components/Button';
import { Choice } from '@/components/Choice';
import { Field, FormAlert, formClass } from '@/components/Field';
import { Sheet } from '@/components/Sheet';
import { useForm } from '@/components/useForm';
import type { Habit } from '@/lib/api/types';
import { t } from '@/lib/i18n';
import { checkVacation, readVacation, type VacationDraft, type VacationInput } from './vacationDraft';
import styles from './VacationsPage.module.css';

type Props = {
  title: string;
  initial: VacationDraft;
  habits: Habit[];
  onSave: (input: VacationInput) => void;
  onClose: () => void;
};

type DateProps = {
  label: string;
  hint?: string;
  error: string | undefined;
  value: string;
  min?: string;
  optional?: boolean;
  onChange: (day: string) => void;
};

function DateField({ label, hint, error, value, min, optional = false, onChange }: DateProps) {
  return (
    <Field label={label} hint={hint} error={error} optional={optional}>
      {(control) => (
        <input
          {...control}
          type="date"
          min={min}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}

export default function VacationForm({ title, initial, habits, onSave, onClose }: Props) {
  const [draft, setDraft] = useState(initial);
  const set = (change: Partial<VacationDraft>) => setDraft((known) => ({ ...known, ...change }));
  const send = () => {
    onSave(readVacation(draft));
    onClose();
    return Promise.resolve();
  };
  const { errors, alert, onSubmit } = useForm(send, () => checkVacation(draft));
  return (
    <Sheet title={title} open onClose={onClose}>
      <form className={formClass} onSubmit={onSubmit} noValidate>
        <div className={styles.dates}>
          <DateField
            label={t('vacations.start')}
            value={draft.start}
            error={errors['/start_date']}
            onChange={(start) => set({ start })}
          />
          <DateField
            label={t('vacations.end')}
            hint={t('vacations.end.hint')}
            value={draft.end}
            min={draft.start}
            error={errors['/end_date']}
            optional
            onChange={(end) => set({ end })}
          />
        </div>
        <Choice
          legend={t('vacations.for')}
          value={draft.everything ? 'all' : 'some'}
          options={[
            { value: 'all', label: t('vacations.all') },
            { value: 'some', label: t('vacations.some') },
          ]}
          onChange={(choice) => set({ everything: choice === 'all' })}
        />
        {!draft.everything && (
          <BulkHabits
            habits={habits}
            chosen={draft.habits}
            legend={t('vacations.some')}
            onChange={(chosen) => set({ habits: chosen })}
          />
        )}
        <Field label={t('vacations.note')} error={errors['/note']} optional>
          {(control) => (
            <input
              {...control}
              maxLength={200}
              placeholder={t('vacations.note.hint')}
              value={draft.note}
              onChange={(event) => set({ note: event.target.value })}
            />
          )}
        </Field>
        <FormAlert text={alert && (errors['/habit_ids'] ?? alert)} />
        <Button type="submit" wide>
          {t('sheet.save')}
        </Button>
      </form>
    </Sheet>
  );
}
