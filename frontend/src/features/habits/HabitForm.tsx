import { useState } from 'react';
import { Button } from '@/components/Button';
import { Choice } from '@/components/Choice';
import { FormAlert, formClass } from '@/components/Field';
import { useForm } from '@/components/useForm';
import type { HabitInput } from '@/lib/api/types';
import { useCurrentDay, useProfile } from '@/lib/habits';
import { t } from '@/lib/i18n';
import { errorUnder } from '@/components/errorUnder';
import { checkDraft, readDraft, type HabitDraft } from './habitDraft';
import styles from './HabitForm.module.css';
import { ColourPicker, IconPicker } from './LookPicker';
import { MoreFields } from './MoreFields';
import { ScheduleEditor } from './ScheduleEditor';
import { summarise } from './summary';
import { TargetFields, TextInput, type PartProps } from './TextInput';

type Props = {
  initial: HabitDraft;
  /** A habit that exists keeps its kind: its days would lose their meaning. */
  kindIsFixed?: boolean;
  action: string;
  onSave: (input: HabitInput) => Promise<void>;
};

function KindChoice({ draft, set }: PartProps) {
  return (
    <Choice
      legend={t('edit.kind')}
      value={draft.kind}
      options={[
        { value: 'yes_no', label: t('edit.kind.yes_no') },
        { value: 'numeric', label: t('edit.kind.numeric') },
      ]}
      onChange={(kind) => {
        set({ kind });
      }}
    />
  );
}

function Look({ draft, errors, set }: PartProps) {
  return (
    <>
      <ColourPicker
        value={draft.colour}
        onChange={(colour) => {
          set({ colour });
        }}
      />
      <IconPicker
        value={draft.icon}
        error={errors['/icon']}
        onChange={(icon) => {
          set({ icon });
        }}
      />
    </>
  );
}

export function HabitForm({ initial, kindIsFixed = false, action, onSave }: Props) {
  const [draft, setDraft] = useState(initial);
  const today = useCurrentDay();
  const weekStart = useProfile().data?.week_start ?? 1;
  const set = (change: Partial<HabitDraft>) => {
    setDraft((known) => ({ ...known, ...change }));
  };
  const { errors, alert, busy, onSubmit } = useForm(
    () => onSave(readDraft(draft)),
    () => checkDraft(draft),
  );
  const parts: PartProps = { draft, errors, set };
  const summary = summarise(draft, today);
  return (
    <form className={formClass} data-colour={draft.colour} onSubmit={onSubmit} noValidate>
      <TextInput {...parts} field="name" hint={t('edit.name.hint')} max={100} />
      {!kindIsFixed && <KindChoice {...parts} />}
      {draft.kind === 'numeric' && <TargetFields {...parts} />}
      <ScheduleEditor
        draft={draft.schedule}
        weekStart={weekStart}
        error={errorUnder(errors, '/schedule')}
        onChange={(schedule) => {
          set({ schedule });
        }}
      />
      <Look {...parts} />
      <MoreFields {...parts} weekStart={weekStart} />
      {summary && (
        <p className={styles.summary} role="status" data-testid="summary">
          {summary}
        </p>
      )}
      <FormAlert text={alert} />
      <Button type="submit" wide busy={busy}>
        {busy ? t('form.saving') : action}
      </Button>
    </form>
  );
}
