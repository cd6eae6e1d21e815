import { useId, useState, type SubmitEvent } from 'react';
import { Link } from 'wouter';
import { parseAmount } from '@/lib/amount';
import type { Checkin, Habit, Status } from '@/lib/api/types';
import { formatAmount, markOf, useCheckin, type Mark } from '@/lib/habits';
import { locale, t } from '@/lib/i18n';
import { formatDay, type Day } from '@/lib/time/days';
import { toast } from '@/lib/toast';
import { AmountField } from './AmountField';
import { Button, buttonClass } from './Button';
import styles from './CheckinSheet.module.css';
import { Choice } from './Choice';
import { Field } from './Field';
import { Sheet } from './Sheet';

type Props = { habit: Habit; day: Day; checkin: Checkin | null; onClose: () => void };

const HINTS = { done: null, skip: 'sheet.skip.hint', missed: 'sheet.missed.hint' } as const;

function targetHint(habit: Habit): string | undefined {
  if (habit.target === null) return undefined;
  const target = formatAmount(habit, habit.target);
  return t(habit.target_type === 'at_most' ? 'sheet.target.most' : 'sheet.target.least', { target });
}

/** Saves a mark and offers the way back. */
function useSave({ habit, day, checkin, onClose }: Props): (mark: Mark | null) => void {
  const { record } = useCheckin(habit);
  return (mark) => {
    const before = markOf(checkin);
    record(day, mark);
    onClose();
    const text =
      mark === null ? 'checkin.undone' : mark.status === 'skip' ? 'checkin.skipped' : 'checkin.saved';
    toast({
      text: t(text, { name: habit.name }),
      action: {
        label: t('checkin.undo'),
        run: () => {
          record(day, before);
        },
      },
    });
  };
}

/** Everything that can be said about one habit-day: value, skip, not today, note. */
export default function CheckinSheet(props: Props) {
  const { habit, day, checkin, onClose } = props;
  const save = useSave(props);
  const numeric = habit.kind === 'numeric';
  const [status, setStatus] = useState<Status>(checkin?.status ?? 'done');
  const [amount, setAmount] = useState(checkin?.value?.toString() ?? '');
  const [note, setNote] = useState(checkin?.note ?? '');
  const [wrong, setWrong] = useState(false);
  const formId = useId();

  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const wantsValue = numeric && status === 'done';
    const value = wantsValue ? parseAmount(amount) : null;
    if (wantsValue && value === null) {
      setWrong(true);
      document.getElementById(formId)?.querySelector('input')?.focus();
      return;
    }
    save({ status, value, note: note.trim() || null });
  };

  return (
    <Sheet title={habit.name} open onClose={onClose}>
      <form id={formId} className={styles.form} data-colour={habit.colour} onSubmit={submit} noValidate>
        <p className={styles.hint}>
          {formatDay(day, locale(), { weekday: 'long', day: 'numeric', month: 'long' })}
          {habit.question && ` · ${habit.question}`}
        </p>
        {numeric && status === 'done' && (
          <AmountField
            label={habit.unit ? t('sheet.value.unit', { unit: habit.unit }) : t('sheet.value')}
            hint={targetHint(habit)}
            value={amount}
            error={wrong ? t('sheet.value.wrong') : undefined}
            onChange={(next) => {
              setAmount(next);
              setWrong(false);
            }}
          />
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
        <div className={styles.foot}>
          <Link href={`/habits/${habit.id}`} className={buttonClass('bare')} onClick={onClose}>
            {t('sheet.page')}
          </Link>
          {checkin?.status && (
            <Button
              look="quiet"
              onClick={() => {
                save(null);
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
