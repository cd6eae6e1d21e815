import { useId } from 'react';
import { Button, IconButton } from '@/components/Button';
import { Field } from '@/components/Field';
import { CrossIcon, PlusIcon } from '@/components/icons';
import { useCurrentDay } from '@/lib/habits';
import { t } from '@/lib/i18n';
import { newReminder, type ReminderDraft } from './taskDraft';
import styles from './TaskForm.module.css';

const MOST = 10;
const BEFORE = [0, 1, 2, 3, 7, 14, 30];

type OneProps = { one: ReminderDraft; number: number; onChange: (one: ReminderDraft) => void };

function Before({ one, number, onChange }: OneProps & { one: Extract<ReminderDraft, { time: string }> }) {
  const days = BEFORE.includes(one.days_before) ? BEFORE : [...BEFORE, one.days_before];
  return (
    <>
      <Field label={t('tasks.reminder.days', { number })}>
        {(control) => (
          <select
            {...control}
            value={one.days_before}
            onChange={(event) => onChange({ ...one, days_before: Number(event.target.value) })}
          >
            {days.map((count) => (
              <option key={count} value={count}>
                {t('tasks.reminder.before', { count })}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label={t('tasks.reminder.time', { number })}>
        {(control) => (
          <input
            {...control}
            type="time"
            value={one.time}
            onChange={(event) => onChange({ ...one, time: event.target.value })}
          />
        )}
      </Field>
    </>
  );
}

function OneReminder({ one, number, onChange }: OneProps) {
  if ('time' in one) return <Before one={one} number={number} onChange={onChange} />;
  return (
    <Field label={t('tasks.reminder.at', { number })}>
      {(control) => (
        <input
          {...control}
          type="datetime-local"
          value={one.at}
          onChange={(event) => onChange({ at: event.target.value })}
        />
      )}
    </Field>
  );
}

type Props = {
  value: ReminderDraft[];
  /** The due date; without one a reminder has a date of its own. */
  date: string;
  error: string | undefined;
  onChange: (reminders: ReminderDraft[]) => void;
};

/** When to be reminded: so many days before it is due, or at a time of its own. */
export function TaskReminders({ value, date, error, onChange }: Props) {
  const today = useCurrentDay();
  const errorId = useId();
  return (
    <fieldset className={styles.part} aria-describedby={error ? errorId : undefined}>
      <legend className={styles.legend}>{t('tasks.reminders')}</legend>
      {value.length > 0 && (
        <ul className={styles.reminders}>
          {value.map((one, index) => (
            <li key={index} className={styles.row}>
              <OneReminder
                one={one}
                number={index + 1}
                onChange={(next) => onChange(value.map((known, at) => (at === index ? next : known)))}
              />
              <span className={styles.remove}>
                <IconButton
                  label={t('tasks.reminder.remove', { number: index + 1 })}
                  onClick={() => onChange(value.filter((_, at) => at !== index))}
                >
                  <CrossIcon size={20} />
                </IconButton>
              </span>
            </li>
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
          <Button look="quiet" onClick={() => onChange([...value, newReminder(date, today)])}>
            <PlusIcon size={20} />
            {t('tasks.reminder.add')}
          </Button>
        </div>
      )}
    </fieldset>
  );
}
