import type { ReactNode } from 'react';
import { Choice } from '@/components/Choice';
import { Field, type ControlProps } from '@/components/Field';
import type { FieldErrors } from '@/components/useForm';
import { t } from '@/lib/i18n';
import type { HabitDraft } from './habitDraft';
import styles from './HabitForm.module.css';

export type PartProps = {
  draft: HabitDraft;
  errors: FieldErrors;
  set: (change: Partial<HabitDraft>) => void;
};
type TextKey = 'name' | 'question' | 'unit' | 'target' | 'group' | 'description';

type Props = PartProps & {
  field: TextKey;
  hint?: string;
  optional?: boolean;
  decimal?: boolean;
  multiline?: boolean;
  /** Suggestions to choose from; anything else may be typed too. */
  suggestions?: string[];
  max: number;
};

export function TextInput(props: Props) {
  const { draft, errors, set, field, hint, optional = false, decimal = false, max, suggestions } = props;
  const render = (control: ControlProps): ReactNode => {
    const common = {
      ...control,
      name: field,
      autoComplete: 'off',
      required: !optional,
      maxLength: max,
      placeholder: hint,
      value: draft[field],
      onChange: (event: { target: { value: string } }) => {
        set({ [field]: event.target.value });
      },
    };
    if (props.multiline) return <textarea {...common} />;
    const listId = suggestions?.length ? `${control.id}-list` : undefined;
    return (
      <>
        <input {...common} inputMode={decimal ? 'decimal' : undefined} list={listId} />
        {listId && (
          <datalist id={listId}>
            {suggestions?.map((text) => (
              <option key={text} value={text} />
            ))}
          </datalist>
        )}
      </>
    );
  };
  return (
    <Field label={t(`edit.${field}`)} error={errors[`/${field}`]} optional={optional}>
      {render}
    </Field>
  );
}

/** What a habit with a number aims for. */
export function TargetFields(props: PartProps) {
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
