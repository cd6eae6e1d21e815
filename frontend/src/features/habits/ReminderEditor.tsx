import { useId } from 'react';
import { Button, IconButton } from '@/components/Button';
import { Field } from '@/components/Field';
import { CrossIcon, PlusIcon } from '@/components/icons';
import { WeekdayPicker } from '@/components/WeekdayPicker';
import type { HabitInput } from '@/lib/api/types';
import { t } from '@/lib/i18n';
import styles from './HabitForm.module.css';

type Reminder = HabitInput['reminders'][number];
type Props = {
  value: Reminder[];
  weekStart: number;
  error: string | undefined;
  onChange: (reminders: Reminder[]) => void;
};

const MOST = 10;
const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];

type OneProps = {
  reminder: Reminder;
  number: number;
  weekStart: number;
  onChange: (reminder: Reminder) => void;
  onRemove: () => void;
};

function OneReminder({ reminder, number, weekStart, onChange, onRemove }: OneProps) {
  return (
    <li className={styles.reminder}>
      <div className={styles.row}>
        <Field label={t('edit.reminder.time', { number })}>
          {(control) => (
            <input
              {...control}
              type="time"
              value={reminder.time}
              onChange={(event) => {
                onChange({ ...reminder, time: event.target.value });
              }}
            />
          )}
        </Field>
        <span className={styles.remove}>
          <IconButton label={t('edit.reminder.remove', { number })} onClick={onRemove}>
            <CrossIcon size={20} />
          </IconButton>
        </span>
      </div>
      <WeekdayPicker
        legend={t('edit.reminder.days', { number })}
        value={reminder.days}
        weekStart={weekStart}
        onChange={(days) => {
          onChange({ ...reminder, days });
        }}
      />
    </li>
  );
}

/** Times of day, each on some weekdays. */
export function ReminderEditor({ value, weekStart, error, onChange }: Props) {
  const errorId = useId();
  return (
    <fieldset className={styles.card} aria-describedby={error ? errorId : undefined}>
      <legend className={styles.floating}>{t('edit.reminders')}</legend>
      <p className={styles.note}>{t('edit.reminders.text')}</p>
      {value.length > 0 && (
        <ul className={styles.reminders}>
          {value.map((reminder, index) => (
            <OneReminder
              key={index}
              reminder={reminder}
              number={index + 1}
              weekStart={weekStart}
              onChange={(next) => onChange(value.map((known, at) => (at === index ? next : known)))}
              onRemove={() => onChange(value.filter((_, at) => at !== index))}
            />
          ))}
        </ul>
      )}
      {error && (
        <p id={errorId} className={styles.error}>
          {error}
        </p>
      )}
      {value.length < MOST && (
        <div>
          <Button look="quiet" onClick={() => onChange([...value, { time: '08:00', days: EVERY_DAY }])}>
            <PlusIcon size={20} />
            {t('edit.reminder.add')}
          </Button>
        </div>
      )}
    </fieldset>
  );
}
