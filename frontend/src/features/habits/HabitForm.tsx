import { useState, type ReactNode } from 'react';
import { Button } from '@/components/Button';
import { Choice } from '@/components/Choice';
import { Field, FormAlert, formClass, type ControlProps } from '@/components/Field';
import { useForm, type FieldErrors } from '@/components/useForm';
import { NetworkError, hasStatus } from '@/lib/api/errors';
import type { HabitInput } from '@/lib/api/types';
import { t } from '@/lib/i18n';
import { checkDraft, readDraft, type HabitDraft } from './habitDraft';
import styles from './HabitForm.module.css';
import { ColourPicker, IconPicker } from './LookPicker';
import { ScheduleEditor } from './ScheduleEditor';

type Props = {
  initial: HabitDraft;
  /** A habit that exists keeps its kind: its days would lose their meaning. */
  kindIsFixed?: boolean;
  action: string;
  onSave: (input: HabitInput) => Promise<void>;
};

type PartProps = { draft: HabitDraft; errors: FieldErrors; set: (change: Partial<HabitDraft>) => void };
type TextKey = 'name' | 'question' | 'unit' | 'target';

function explain(error: unknown): string | null {
  if (error instanceof NetworkError) return t('form.offline');
  return hasStatus(error, 412) ? t('edit.conflict') : null;
}

/** A schedule's error may point inside it; it is shown with the editor as a whole. */
const errorUnder = (errors: FieldErrors, pointer: string): string | undefined =>
  Object.entries(errors).find(([key]) => key === pointer || key.startsWith(`${pointer}/`))?.[1];

type TextInputProps = PartProps & {
  field: TextKey;
  hint?: string;
  optional?: boolean;
  decimal?: boolean;
  max: number;
};

function TextInput({
  draft,
  errors,
  set,
  field,
  hint,
  optional = false,
  decimal = false,
  max,
}: TextInputProps) {
  const render = (control: ControlProps): ReactNode => (
    <input
      {...control}
      name={field}
      autoComplete="off"
      inputMode={decimal ? 'decimal' : undefined}
      required={!optional}
      maxLength={max}
      placeholder={hint}
      value={draft[field]}
      onChange={(event) => {
        set({ [field]: event.target.value });
      }}
    />
  );
  return (
    <Field label={t(`edit.${field}`)} error={errors[`/${field}`]} optional={optional}>
      {render}
    </Field>
  );
}

function TargetFields(props: PartProps) {
  const { draft, set } = props;
  return (
    <div className={styles.card}>
      <Choice
        legend={t('edit.target_type')}
        value={draft.target_type}
        options={[
          { value: 'at_least', label: t('edit.target_type.at_least') },
          { value: 'at_most', label: t('edit.target_type.at_most') },
        ]}
        onChange={(target_type) => {
          set({ target_type });
        }}
      />
      <div className={styles.row}>
        <TextInput {...props} field="target" decimal max={12} />
        <TextInput {...props} field="unit" hint={t('edit.unit.hint')} optional max={20} />
      </div>
    </div>
  );
}

export function HabitForm({ initial, kindIsFixed = false, action, onSave }: Props) {
  const [draft, setDraft] = useState(initial);
  const set = (change: Partial<HabitDraft>) => {
    setDraft((known) => ({ ...known, ...change }));
  };
  const { errors, alert, busy, onSubmit } = useForm(
    () => onSave(readDraft(draft)),
    () => checkDraft(draft),
    explain,
  );
  const parts: PartProps = { draft, errors, set };
  return (
    <form className={formClass} data-colour={draft.colour} onSubmit={onSubmit} noValidate>
      <TextInput {...parts} field="name" hint={t('edit.name.hint')} max={100} />
      {!kindIsFixed && (
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
      )}
      {draft.kind === 'numeric' && <TargetFields {...parts} />}
      <ScheduleEditor
        draft={draft.schedule}
        error={errorUnder(errors, '/schedule')}
        onChange={(schedule) => {
          set({ schedule });
        }}
      />
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
      <TextInput {...parts} field="question" hint={t('edit.question.hint')} optional max={200} />
      <Field label={t('edit.start')} error={errors['/start_date']}>
        {(control) => (
          <input
            {...control}
            type="date"
            value={draft.start_date}
            onChange={(event) => {
              set({ start_date: event.target.value });
            }}
          />
        )}
      </Field>
      <FormAlert text={alert} />
      <Button type="submit" wide busy={busy}>
        {busy ? t('form.saving') : action}
      </Button>
    </form>
  );
}
