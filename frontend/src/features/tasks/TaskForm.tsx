import { useState } from 'react';
import { Button } from '@/components/Button';
import { Choice } from '@/components/Choice';
import { errorUnder } from '@/components/errorUnder';
import { Field, FormAlert, formClass } from '@/components/Field';
import { TagsField } from '@/components/TagsField';
import { useForm, type FieldErrors } from '@/components/useForm';
import type { TaskInput } from '@/lib/api/types';
import { useHabits } from '@/lib/habits';
import { t } from '@/lib/i18n';
import { tagsOf, useTasks } from '@/lib/tasks';

import { RepeatEditor } from './RepeatEditor';
import { checkDraft, readDraft, type TaskDraft } from './taskDraft';
import styles from './TaskForm.module.css';
import { TaskReminders } from './TaskReminders';

type PartProps = {
  draft: TaskDraft;
  errors: FieldErrors;
  set: (change: Partial<TaskDraft>) => void;
};

function Words({ draft, errors, set }: PartProps) {
  return (
    <>
      <Field label={t('tasks.field.title')} error={errors['/title']}>
        {(control) => (
          <input
            {...control}
            maxLength={200}
            autoComplete="off"
            value={draft.title}
            onChange={(event) => set({ title: event.target.value })}
          />
        )}
      </Field>
      <Field label={t('tasks.field.note')} error={errors['/note']} optional>
        {(control) => (
          <textarea
            {...control}
            maxLength={5000}
            value={draft.note}
            onChange={(event) => set({ note: event.target.value })}
          />
        )}
      </Field>
    </>
  );
}

function DueFields({ draft, errors, set }: PartProps) {
  return (
    <div className={styles.row}>
      <Field label={t('tasks.field.date')} error={errorUnder(errors, '/due')} optional>
        {(control) => (
          <input
            {...control}
            type="date"
            value={draft.date}
            onChange={(event) => set({ date: event.target.value })}
          />
        )}
      </Field>
      <Field label={t('tasks.field.time')} optional>
        {(control) => (
          <input
            {...control}
            type="time"
            value={draft.time}
            onChange={(event) => set({ time: event.target.value })}
          />
        )}
      </Field>
    </div>
  );
}

function HabitField({ draft, errors, set }: PartProps) {
  const { data: habits = [] } = useHabits(false);
  const isKnown = draft.habit_id === '' || habits.some(({ id }) => id === draft.habit_id);
  if (habits.length === 0 && isKnown) return null;
  return (
    <Field label={t('tasks.field.habit')} error={errors['/habit_id']} optional>
      {(control) => (
        <select
          {...control}
          value={draft.habit_id}
          onChange={(event) => set({ habit_id: event.target.value })}
        >
          <option value="">{t('tasks.habit.none')}</option>
          {!isKnown && <option value={draft.habit_id}>{t('tasks.habit.other')}</option>}
          {habits.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

const PRIORITIES = ['none', 'low', 'medium', 'high'] as const;

type Props = { initial: TaskDraft; onSave: (input: TaskInput) => Promise<void> };

export function TaskForm({ initial, onSave }: Props) {
  const [draft, setDraft] = useState(initial);
  const set = (change: Partial<TaskDraft>) => setDraft((known) => ({ ...known, ...change }));
  const { data: tasks = [] } = useTasks('open');
  const { errors, alert, busy, onSubmit } = useForm(
    () => onSave(readDraft(draft)),
    () => checkDraft(draft),
  );
  const parts: PartProps = { draft, errors, set };
  return (
    <form className={formClass} onSubmit={onSubmit} noValidate>
      <Words {...parts} />
      <DueFields {...parts} />
      <Choice
        legend={t('tasks.field.priority')}
        value={draft.priority}
        options={PRIORITIES.map((value) => ({ value, label: t(`tasks.priority.${value}`) }))}
        onChange={(priority) => set({ priority })}
      />
      <TagsField
        value={draft.tags}
        known={tagsOf(tasks)}
        error={errorUnder(errors, '/tags')}
        onChange={(tags) => set({ tags })}
      />
      <RepeatEditor value={draft.repeat} errors={errors} onChange={(repeat) => set({ repeat })} />
      <TaskReminders
        value={draft.reminders}
        date={draft.date}
        error={errorUnder(errors, '/reminders')}
        onChange={(reminders) => set({ reminders })}
      />
      <HabitField {...parts} />
      <FormAlert text={alert} />
      <Button type="submit" wide busy={busy}>
        {busy ? t('form.saving') : t('tasks.save')}
      </Button>
    </form>
  );
}
