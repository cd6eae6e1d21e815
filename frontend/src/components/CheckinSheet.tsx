import { Suspense, useId, useState, type SubmitEvent } from 'react';
import { Link } from 'wouter';
import { parseAmount } from '@/lib/amount';
import type { Checkin, Habit, Status } from '@/lib/api/types';
import { formatAmount, totalOf } from '@/lib/habits';
import { locale, t } from '@/lib/i18n';
import { lazy } from '@/lib/lazy';
import { formatDay, type Day } from '@/lib/time/days';
import { AmountField } from './AmountField';
import { Button, buttonClass } from './Button';
import styles from './CheckinSheet.module.css';
import { Choice } from './Choice';
import { AmountList, amountsOf, DaySum, QuickAmounts } from './DayAmounts';
import { Field } from './Field';
import { Sheet } from './Sheet';
import { useDay } from './useDay';

const DayFiles = lazy(() => import('./files/DayFiles'));

type Props = { habit: Habit; day: Day; checkin: Checkin | null; onClose: () => void };

const HINTS = { done: null, skip: 'sheet.skip.hint', missed: 'sheet.missed.hint' } as const;

function amountLabel({ unit }: Habit, more: boolean): string {
  if (unit === null) return t(more ? 'entries.more' : 'sheet.value');
  return t(more ? 'entries.more.unit' : 'sheet.value.unit', { unit });
}

function targetHint(habit: Habit): string | undefined {
  if (habit.target === null) return undefined;
  const target = formatAmount(habit, habit.target);
  return t(habit.target_type === 'at_most' ? 'sheet.target.most' : 'sheet.target.least', { target });
}

/** Everything that can be said about one habit-day: value, skip, not today, note. */
export default function CheckinSheet({ habit, day, checkin, onClose }: Props) {
  const { entries, hidden, removed, addNow, change, save } = useDay(habit, day, checkin);
  const numeric = habit.kind === 'numeric';
  const amounts = amountsOf(entries);
  const total = totalOf(entries);
  const [status, setStatus] = useState<Status>(checkin?.status ?? 'done');
  const [amount, setAmount] = useState('');
  const [note, setNote] = useState(checkin?.note ?? '');
  const [wrong, setWrong] = useState(false);
  const formId = useId();

  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const asked = numeric && status === 'done';
    const value = asked ? parseAmount(amount) : null;
    const enough = checkin?.status === 'done' && total !== null && amount.trim() === '';
    if (asked && value === null && !enough) {
      setWrong(true);
      document.getElementById(formId)?.querySelector('input')?.focus();
      return;
    }
    save({ status, value, note: note.trim() || null });
    onClose();
  };

  return (
    <Sheet title={habit.name} open onClose={onClose}>
      <form id={formId} className={styles.form} data-colour={habit.colour} onSubmit={submit} noValidate>
        <p className={styles.hint}>
          {formatDay(day, locale(), { weekday: 'long', day: 'numeric', month: 'long' })}
          {habit.question && ` · ${habit.question}`}
        </p>
        {numeric && status === 'done' && (
          <>
            {total !== null && <DaySum habit={habit} total={total} />}
            <AmountField
              label={amountLabel(habit, total !== null)}
              hint={total === null ? targetHint(habit) : undefined}
              value={amount}
              error={wrong ? t('sheet.value.wrong') : undefined}
              onChange={(next) => {
                setAmount(next);
                setWrong(false);
              }}
            />
            <QuickAmounts
              habit={habit}
              typed={amount}
              amounts={amounts}
              onAdd={(value) => {
                addNow(value);
                setAmount('');
              }}
            />
            {hidden && <p className={styles.hint}>{t('entries.unknown')}</p>}
            <AmountList day={day} amounts={amounts} removed={removed} onChange={change} />
          </>
        )}
        <Choice
          legend={t('sheet.status')}
          value={status}
          onChange={setStatus}
          options={[
            { value: 'done', label: t('sheet.done') },
            { value: 'skip', label: t('sheet.skip') },
            { value: 'missed', label: t('sheet.missed') },
          ]}
        />
        {HINTS[status] && <p className={styles.hint}>{t(HINTS[status])}</p>}
        <Field label={t('sheet.note')} optional>
          {(control) => (
            <textarea
              {...control}
              maxLength={1000}
              placeholder={t('sheet.note.hint')}
              value={note}
              onChange={(event) => {
                setNote(event.target.value);
              }}
            />
          )}
        </Field>
        <Suspense>
          <DayFiles habitId={habit.id} day={day} />
        </Suspense>
        <div className={styles.foot}>
          <Link href={`/habits/${habit.id}`} className={buttonClass('bare')} onClick={onClose}>
            {t('sheet.page')}
          </Link>
          {checkin?.status && (
            <Button
              look="quiet"
              onClick={() => {
                save(null);
                onClose();
              }}
            >
              {t('sheet.clear')}
            </Button>
          )}
          <Button type="submit">{t('sheet.save')}</Button>
        </div>
      </form>
    </Sheet>
  );
}
