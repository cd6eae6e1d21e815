import { useState, type KeyboardEvent } from 'react';
import { parseAmount } from '@/lib/amount';
import type { Entries, Habit } from '@/lib/api/types';
import { formatAmount, formatNumber, quickStep } from '@/lib/habits';
import { locale, t } from '@/lib/i18n';
import { formatDay, type Day } from '@/lib/time/days';
import { timeOf } from '@/lib/ulid';
import { Button, IconButton } from './Button';
import styles from './DayAmounts.module.css';
import { CheckIcon, CrossIcon, EditIcon } from './icons';

/** `id` null is what was entered as a whole. */
export type Amount = { id: string | null; value: number };

/** When an amount was entered: the time, or on another day than its own the date. */
function momentOf(id: string, day: Day): string {
  const at = new Date(timeOf(id));
  const date = [at.getFullYear(), at.getMonth() + 1, at.getDate()];
  const own = date.map((part) => String(part).padStart(2, '0')).join('-');
  if (own !== day) return formatDay(own, locale(), { day: 'numeric', month: 'short' });
  return new Intl.DateTimeFormat(locale(), { timeStyle: 'short' }).format(at);
}

/** In the order in which they were entered; the whole is what everything else was added to. */
export function amountsOf({ items, base }: Entries): Amount[] {
  const single = [...items].sort((one, other) => (one.id < other.id ? -1 : 1));
  const whole = base === null || (base === 0 && items.length > 0) ? [] : [{ id: null, value: base }];
  return [...whole, ...single];
}

/** The sum against the target. */
export function DaySum({ habit, total }: { habit: Habit; total: number }) {
  const { target, target_type } = habit;
  const text =
    target === null
      ? formatAmount(habit, total)
      : t(target_type === 'at_most' ? 'entries.sum.most' : 'entries.sum.least', {
          total: formatNumber(total),
          target: formatAmount(habit, target),
        });
  const part = target ? Math.min(1, total / target) : 1;
  return (
    <div className={styles.sum}>
      <p role="status">{text}</p>
      {target !== null && (
        <div className={styles.bar} aria-hidden="true">
          <svg viewBox="0 0 100 8" preserveAspectRatio="none">
            <rect width={100 * part} height="8" />
          </svg>
        </div>
      )}
    </div>
  );
}

const MOST_CHIPS = 4;

/** Amounts that a tap adds: what is typed, the habit's own step, and what was added before on this day. */
function chipsFor(habit: Habit, typed: number | null, amounts: Amount[]): number[] {
  const before = amounts.filter(({ id }) => id !== null).map(({ value }) => value);
  const wanted = [typed, quickStep(habit), ...before.reverse()];
  return [...new Set(wanted)].filter((value) => value !== null && value > 0).slice(0, MOST_CHIPS) as number[];
}

type QuickProps = { habit: Habit; typed: string; amounts: Amount[]; onAdd: (value: number) => void };

export function QuickAmounts({ habit, typed, amounts, onAdd }: QuickProps) {
  return (
    <div className={styles.chips} role="group" aria-label={t('entries.quick')}>
      {chipsFor(habit, parseAmount(typed), amounts).map((value) => (
        <button
          key={value}
          type="button"
          className={styles.chip}
          aria-label={t('entries.add', { value: formatNumber(value) })}
          onClick={() => onAdd(value)}
        >
          {t('entries.add.short', { value: formatNumber(value) })}
        </button>
      ))}
    </div>
  );
}

type EditProps = { value: number; onSave: (value: number) => void; onClose: () => void };

/** Enter keeps the amount, Escape leaves it as it was. */
function EditAmount({ value, onSave, onClose }: EditProps) {
  const [text, setText] = useState(String(value));
  const amount = parseAmount(text);
  const save = () => {
    if (amount === null) return;
    if (amount !== value) onSave(amount);
    onClose();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' && event.key !== 'Escape') return;
    event.preventDefault(); // neither sends the form nor closes the sheet
    event.stopPropagation();
    if (event.key === 'Enter') save();
    else onClose();
  };
  return (
    <>
      <input
        className={styles.edit}
        // eslint-disable-next-line jsx-a11y/no-autofocus -- it stands where the button was that asked for it
        autoFocus
        inputMode="decimal"
        autoComplete="off"
        aria-label={t('entries.edit.field')}
        aria-invalid={amount === null || undefined}
        value={text}
        onFocus={(event) => event.target.select()}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKeyDown}
      />
      <IconButton label={t('entries.edit.save')} onClick={save}>
        <CheckIcon size={20} />
      </IconButton>
    </>
  );
}

type ListProps = {
  day: Day;
  amounts: Amount[];
  onChange: (amount: Amount, value: number | null) => void;
};

function Item({ day, amount, onChange }: Omit<ListProps, 'amounts'> & { amount: Amount }) {
  const [editing, setEditing] = useState(false);
  const value = formatNumber(amount.value);
  return (
    <li className={styles.item}>
      <span className={styles.when}>{amount.id === null ? t('entries.base') : momentOf(amount.id, day)}</span>
      {editing ? (
        <EditAmount
          value={amount.value}
          onSave={(next) => onChange(amount, next)}
          onClose={() => setEditing(false)}
        />
      ) : (
        <>
          <span className={styles.value}>{value}</span>
          <IconButton label={t('entries.edit', { value })} onClick={() => setEditing(true)}>
            <EditIcon size={20} />
          </IconButton>
        </>
      )}
      <IconButton label={t('entries.remove', { value })} onClick={() => onChange(amount, null)}>
        <CrossIcon size={20} />
      </IconButton>
    </li>
  );
}

type Removed = { text: string; undo: () => void };

/** What the day is made of, each to be changed or removed; what was removed can come back. */
export function AmountList({ removed, ...props }: ListProps & { removed: Removed | null }) {
  const { amounts } = props;
  return (
    <div>
      {amounts.length > 0 && (
        <ul className={styles.list} aria-label={t('entries.title')}>
          {amounts.map((amount) => (
            <Item key={amount.id ?? 'whole'} {...props} amount={amount} />
          ))}
        </ul>
      )}
      <div role="status">
        {removed && (
          <p className={styles.removed}>
            {removed.text}
            <Button look="bare" onClick={removed.undo}>
              {t('checkin.undo')}
            </Button>
          </p>
        )}
      </div>
    </div>
  );
}
