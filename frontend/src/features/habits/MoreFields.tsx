import { Field } from '@/components/Field';
import { useHabits } from '@/lib/habits';
import { t } from '@/lib/i18n';
import { groupNames } from './groups';
import { errorUnder } from '@/components/errorUnder';
import styles from './HabitForm.module.css';
import { ReminderEditor } from './ReminderEditor';
import { TextInput, type PartProps } from './TextInput';

type DateKey = 'start_date' | 'end_date';

function DateInput({ draft, errors, set, field }: PartProps & { field: DateKey }) {
  const isEnd = field === 'end_date';
  return (
    <Field label={t(isEnd ? 'edit.end' : 'edit.start')} error={errors[`/${field}`]} optional={isEnd}>
      {(control) => (
        <input
          {...control}
          type="date"
          name={field}
          min={isEnd ? draft.start_date || undefined : undefined}
          value={draft[field]}
          onChange={(event) => {
            set({ [field]: event.target.value });
          }}
        />
      )}
    </Field>
  );
}

/** What a habit may have besides: nobody has to look at it to make one. Open when something in it is set or wrong. */
export function MoreFields(props: PartProps & { weekStart: number }) {
  const { draft, errors, set, weekStart } = props;
  const { data: habits } = useHabits(false);
  const wrong = ['/group', '/question', '/description', '/start_date', '/end_date', '/reminders'].some(
    (pointer) => errorUnder(errors, pointer),
  );
  const filled = [draft.group, draft.question, draft.description, draft.end_date].some(Boolean);
  return (
    <details className={styles.more} open={wrong || filled || draft.reminders.length > 0 || undefined}>
      <summary>{t('edit.more')}</summary>
      <div>
        <TextInput
          {...props}
          field="group"
          hint={t('edit.group.hint')}
          suggestions={groupNames(habits ?? [])}
          optional
          max={50}
        />
        <TextInput {...props} field="question" hint={t('edit.question.hint')} optional max={200} />
        <TextInput
          {...props}
          field="description"
          hint={t('edit.description.hint')}
          multiline
          optional
          max={2000}
        />
        <div className={styles.row}>
          <DateInput {...props} field="start_date" />
          <DateInput {...props} field="end_date" />
        </div>
        <ReminderEditor
          value={draft.reminders}
          weekStart={weekStart}
          error={errorUnder(errors, '/reminders')}
          onChange={(reminders) => {
            set({ reminders });
          }}
        />
      </div>
    </details>
  );
}
