import { useState } from 'react';
import { Field } from '@/components/Field';
import type { Habit, PreviewHabit } from '@/lib/api/types';
import { describeSchedule } from '@/lib/habits';
import { locale, t } from '@/lib/i18n';
import { formatRange } from '@/lib/time/days';
import { changesSomething } from './choices';
import styles from './Transfer.module.css';

type Props = {
  row: PreviewHabit;
  /** Habits that are there and that its days could go into. */
  targets: readonly Habit[];
  wanted: boolean;
  /** The habit that its days go into; null: one of its own. */
  into: string | null;
  onTake: (wanted: boolean) => void;
  onInto: (habitId: string | null) => void;
};

function aboutOf(row: PreviewHabit): string {
  const { first, last } = row;
  return [
    t(`transfer.kind.${row.kind}`),
    describeSchedule(row.schedule),
    t('transfer.row.days', { count: row.days }),
    first && last ? formatRange(first, last, locale()) : null,
  ]
    .filter(Boolean)
    .join(' · ');
}

/** What becomes of it: new, added to, brought back, nothing; and how many days are new or differ. */
function Outcome({ row, into }: { row: PreviewHabit; into: Habit | undefined }) {
  const counts = [
    row.action !== 'create' && row.new_days > 0 && t('transfer.row.new', { count: row.new_days }),
    row.conflicts > 0 && t('transfer.row.conflicts', { count: row.conflicts }),
  ].filter((text) => text !== false);
  return (
    <p className={styles.outcome}>
      <span className={styles.badge} data-action={into ? 'merge' : row.action}>
        {into ? t('transfer.row.into', { name: into.name }) : t(`transfer.action.${row.action}`)}
      </span>
      {!into && counts.length > 0 && <span>{counts.join(' · ')}</span>}
    </p>
  );
}

/** Habits that count the same kind of thing, the one of the same name first. */
export const targetsFor = (row: PreviewHabit, there: readonly Habit[]): Habit[] =>
  there
    .filter(({ id, kind }) => kind === row.kind && id !== row.existing_id)
    .sort((one, other) => Number(other.id === row.same_name_id) - Number(one.id === row.same_name_id));

type TargetProps = Pick<Props, 'row' | 'into' | 'onInto' | 'targets'>;

function Target({ row, into, onInto, targets }: TargetProps) {
  const known = targets.some(({ id }) => id === row.same_name_id);
  return (
    <Field
      label={t('transfer.row.target', { name: row.name })}
      hint={known ? t('transfer.row.same_name') : undefined}
    >
      {(control) => (
        <select {...control} value={into ?? ''} onChange={(event) => onInto(event.target.value || null)}>
          <option value="">
            {t(row.existing_id ? 'transfer.row.target.same' : 'transfer.row.target.own')}
          </option>
          {targets.map(({ id, name }) => (
            <option key={id} value={id}>
              {t('transfer.row.into', { name })}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

/** One habit of the file: whether it comes, and whether its days go into one that is there. */
export function PreviewRow({ row, targets, wanted, into, onTake, onInto }: Props) {
  const sameName = targets.some(({ id }) => id === row.same_name_id);
  const [choosing, setChoosing] = useState(false);
  const changes = changesSomething(row);
  const open = wanted && changes && targets.length > 0;
  return (
    <li className={styles.habit} data-skipped={!wanted || undefined}>
      {changes ? (
        <label className={styles.take}>
          <input type="checkbox" checked={wanted} onChange={(event) => onTake(event.target.checked)} />
          <span className={styles.name}>{row.name}</span>
        </label>
      ) : (
        <p className={styles.name}>{row.name}</p>
      )}
      <p className={styles.meta}>{aboutOf(row)}</p>
      {wanted && <Outcome row={row} into={targets.find(({ id }) => id === into)} />}
      {open && (sameName || choosing) && <Target row={row} into={into} onInto={onInto} targets={targets} />}
      {open && !sameName && !choosing && (
        <button type="button" className={styles.other} onClick={() => setChoosing(true)}>
          {t('transfer.row.other')}
          <span className="visually-hidden"> {row.name}</span>
        </button>
      )}
    </li>
  );
}
