import { useState, type SubmitEvent } from 'react';
import type { Habit } from '@/lib/api/types';
import { useCurrentDay, useProfile } from '@/lib/habits';
import { parseAmount } from '@/lib/amount';
import { t } from '@/lib/i18n';
import { addDays, weekdayOf, type Day } from '@/lib/time/days';
import { bulkDays, MOST_DAYS, type BulkStatus } from './bulkDays';
import { BulkHabits } from './BulkHabits';
import styles from './BulkSheet.module.css';
import { Button } from './Button';
import { Choice } from './Choice';
import { Field, FormAlert } from './Field';
import { Sheet } from './Sheet';
import { useBulkEdit } from './useBulkEdit';
import { WeekdayPicker } from './WeekdayPicker';

/** `from` and `day` are the stretch to begin with; unless said, the week that ends today. */
type Props = { habits: Habit[]; from?: Day; day?: Day; onClose: () => void };

const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];
const STATUSES = ['done', 'skip', 'missed', 'clear'] as const;

type DateProps = { label: string; value: Day; max: Day; onChange: (day: Day) => void };

function DateField({ label, value, max, onChange }: DateProps) {
  return (
    <Field label={label}>
      {(control) => (
        <input
          {...control}
          type="date"
          value={value}
          max={max}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}

function AmountInput({
  habit,
  value,
  onChange,
}: {
  habit: Habit;
  value: string;
  onChange: (text: string) => void;
}) {
  return (
    <Field label={habit.unit ? t('sheet.value.unit', { unit: habit.unit }) : t('sheet.value')}>
      {(control) => (
        <input
          {...control}
          inputMode="decimal"
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}

/** The same word on many days at once: a holiday that was forgotten, a week that was not written down. */
export default function BulkSheet({ habits, from: begin, day, onClose }: Props) {
  const today = useCurrentDay();
  const weekStart = useProfile().data?.week_start ?? 1;
  const [from, setFrom] = useState(begin ?? addDays(day ?? today, -6));
  const [to, setTo] = useState(day ?? today);
  const [weekdays, setWeekdays] = useState(EVERY_DAY);
  const [chosen, setChosen] = useState(habits.length === 1 ? habits.map(({ id }) => id) : []);
  const [status, setStatus] = useState<BulkStatus>('done');
  const [amount, setAmount] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const save = useBulkEdit();
  const selected = habits.filter(({ id }) => chosen.includes(id));
  const measured = status === 'done' ? selected.find(({ kind }) => kind === 'numeric') : undefined;
  const value = measured ? parseAmount(amount) : null;
  const days = bulkDays(from, to, today).filter((date) => weekdays.includes(weekdayOf(date)));

  const findProblem = (): string | null => {
    if (selected.length === 0) return t('bulk.habits.none');
    if (from > to) return t('bulk.range.wrong');
    if (days.length === 0) return t('bulk.days.none');
    if (days.length > MOST_DAYS) return t('bulk.days.many', { most: MOST_DAYS });
    return measured && value === null ? t('sheet.value.wrong') : null;
  };
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const found = findProblem();
    setProblem(found);
    if (found !== null) return;
    onClose();
    void save(selected, days, status, value);
  };

  return (
    <Sheet title={t('bulk.title')} open onClose={onClose}>
      <form className={styles.form} onSubmit={submit} noValidate>
        {habits.length > 1 && <BulkHabits habits={habits} chosen={chosen} onChange={setChosen} />}
        <div className={styles.row}>
          <DateField label={t('bulk.from')} value={from} max={today} onChange={setFrom} />
          <DateField label={t('bulk.to')} value={to} max={today} onChange={setTo} />
        </div>
        <WeekdayPicker
          legend={t('bulk.weekdays')}
          value={weekdays}
          weekStart={weekStart}
          onChange={setWeekdays}
        />
        <Choice
          legend={t('bulk.status')}
          value={status}
          onChange={setStatus}
          options={STATUSES.map((option) => ({ value: option, label: t(`bulk.status.${option}`) }))}
        />
        {measured && <AmountInput habit={measured} value={amount} onChange={setAmount} />}
        <FormAlert text={problem} />
        <Button type="submit" wide>
          {t('bulk.save', { count: days.length })}
        </Button>
      </form>
    </Sheet>
  );
}
