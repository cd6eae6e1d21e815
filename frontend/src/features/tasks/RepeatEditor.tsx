import { Choice } from '@/components/Choice';
import { Field } from '@/components/Field';
import type { FieldErrors } from '@/components/useForm';
import { WeekdayPicker } from '@/components/WeekdayPicker';
import { useWeekStart } from '@/lib/habits';
import { t } from '@/lib/i18n';
import type { RepeatDraft } from './taskDraft';
import styles from './TaskForm.module.css';

type Props = { value: RepeatDraft; errors: FieldErrors; onChange: (repeat: RepeatDraft) => void };

const EVERY = ['never', 'day', 'week', 'month', 'year'] as const;

function Often({ value, errors, onChange }: Props) {
  const set = (change: Partial<RepeatDraft>) => onChange({ ...value, ...change });
  return (
    <div className={styles.row}>
      <Field label={t('tasks.repeat')}>
        {(control) => (
          <select
            {...control}
            value={value.every}
            onChange={(event) => set({ every: event.target.value as RepeatDraft['every'] })}
          >
            {EVERY.map((every) => (
              <option key={every} value={every}>
                {t(`tasks.repeat.${every}`)}
              </option>
            ))}
          </select>
        )}
      </Field>
      {value.every !== 'never' && (
        <Field label={t(`tasks.repeat.interval.${value.every}`)} error={errors['/repeat/interval']}>
          {(control) => (
            <input
              {...control}
              inputMode="numeric"
              maxLength={3}
              value={value.interval}
              onChange={(event) => set({ interval: event.target.value })}
            />
          )}
        </Field>
      )}
    </div>
  );
}

/** When the next one comes after it was done. */
export function RepeatEditor(props: Props) {
  const { value, errors, onChange } = props;
  const set = (change: Partial<RepeatDraft>) => onChange({ ...value, ...change });
  const weekStart = useWeekStart();
  if (value.every === 'never') return <Often {...props} />;
  return (
    <div className={styles.card}>
      <Often {...props} />
      {value.every === 'week' && (
        <WeekdayPicker
          legend={t('tasks.repeat.weekdays')}
          value={value.weekdays}
          weekStart={weekStart}
          onChange={(weekdays) => set({ weekdays })}
        />
      )}
      <Choice
        legend={t('tasks.repeat.from')}
        value={value.from}
        options={[
          { value: 'due', label: t('tasks.repeat.from.due') },
          { value: 'done', label: t('tasks.repeat.from.done') },
        ]}
        onChange={(from) => set({ from })}
      />
      <Field label={t('tasks.repeat.until')} error={errors['/repeat/until']} optional>
        {(control) => (
          <input
            {...control}
            type="date"
            value={value.until}
            onChange={(event) => set({ until: event.target.value })}
          />
        )}
      </Field>
    </div>
  );
}
