import type { KeyboardEvent } from 'react';
import { CheckIcon, CrossIcon, PlusIcon, SkipIcon } from '@/components/icons';
import { useLongPress } from '@/components/useLongPress';
import type { TodayHabit } from '@/lib/api/types';
import { describeEntry, formatNumber, meetsTarget } from '@/lib/habits';
import { t } from '@/lib/i18n';
import styles from './MarkButton.module.css';

type Props = { row: TodayHabit; onTap: () => void; onOpen: () => void };

function lookOf({ habit, checkin }: TodayHabit): string {
  const status = checkin?.status;
  if (status === 'skip' || status === 'missed') return styles.aside ?? '';
  if (status !== 'done') return '';
  return (meetsTarget(habit, checkin) ? styles.done : styles.partial) ?? '';
}

function Face({ row: { habit, checkin } }: { row: TodayHabit }) {
  if (checkin?.status === 'skip') return <SkipIcon size={22} />;
  if (checkin?.status === 'missed') return <CrossIcon size={22} />;
  if (habit.kind === 'numeric') {
    if (checkin?.value == null) return <PlusIcon size={24} />;
    const text = formatNumber(checkin.value);
    return <span className={text.length > 4 ? styles.long : undefined}>{text}</span>;
  }
  return <CheckIcon size={28} className={checkin?.status === 'done' ? undefined : styles.ghost} />;
}

const RADIUS = 27;
const AROUND = 2 * Math.PI * RADIUS;

/** How far a numeric habit is on its way to an at-least target. */
function Partial({ row: { habit, checkin } }: { row: TodayHabit }) {
  if (habit.target_type !== 'at_least' || !habit.target || !checkin?.value) return null;
  if (meetsTarget(habit, checkin)) return null;
  return (
    <svg className={styles.around} viewBox="0 0 56 56" strokeWidth="2.5" aria-hidden="true">
      <circle
        cx="28"
        cy="28"
        r={RADIUS}
        strokeDasharray={AROUND}
        strokeDashoffset={AROUND * (1 - checkin.value / habit.target)}
      />
    </svg>
  );
}

/** The one large mark of a row. Tap or Space marks and unmarks; hold, right click or Enter opens the rest. */
export function MarkButton({ row, onTap, onOpen }: Props) {
  const { habit, checkin } = row;
  const press = useLongPress(onTap, onOpen);
  const numeric = habit.kind === 'numeric';
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    onOpen();
  };
  const state = checkin?.status ? `, ${describeEntry(habit, checkin)}` : '';
  return (
    <button
      {...press}
      type="button"
      className={`${styles.mark} ${lookOf(row)}`}
      aria-label={
        numeric ? t('row.value', { name: habit.name }) + state : t('row.mark', { name: habit.name })
      }
      aria-pressed={numeric ? undefined : checkin?.status === 'done'}
      aria-haspopup={numeric ? 'dialog' : undefined}
      data-testid={`mark-${habit.id}`}
      onKeyDown={onKeyDown}
    >
      <Partial row={row} />
      <Face row={row} />
    </button>
  );
}
