import { Link } from 'wouter';
import { IconButton } from '@/components/Button';
import { MoreIcon, StreakIcon } from '@/components/icons';
import { ScoreRing } from '@/components/ScoreRing';
import type { Habit, TodayHabit } from '@/lib/api/types';
import { formatAmount, formatNumber, isSettled, quickStep } from '@/lib/habits';
import type { Pause } from '@/lib/habits/pauses';
import { locale, t } from '@/lib/i18n';
import { formatDay, type Day } from '@/lib/time/days';
import { DayStrip } from './DayStrip';
import styles from './HabitRow.module.css';
import type { Gain } from './gain';
import { MarkButton } from './MarkButton';

type Props = {
  row: TodayHabit;
  /** The vacation that the habit is on at the day shown. */
  pause: Pause | null;
  /** The number key that marks it. */
  shortcut: string | null;
  /** The points that the last tap brought. */
  gain?: Gain | null;
  onTap: () => void;
  /** Adds the habit's step to the day. */
  onAdd: (value: number) => void;
  onOpen: (day?: Day) => void;
};

const pauseText = ({ end_date }: Pause): string =>
  end_date === null
    ? t('today.pause.open')
    : t('today.pause.until', {
        end: formatDay(end_date, locale(), { day: 'numeric', month: 'long' }),
      });

function Streak({ row }: { row: TodayHabit }) {
  const { streak, streak_unit } = row.summary;
  return (
    <span className={styles.streak}>
      {streak > 0 && <StreakIcon size={14} />}
      {t(`row.streak.${streak_unit}`, { count: streak })}
    </span>
  );
}

function Meta({ row, pause }: Pick<Props, 'row' | 'pause'>) {
  const { target, target_type } = row.habit;
  const status = row.checkin?.status;
  return (
    <p className={styles.meta}>
      {pause ? <span>{pauseText(pause)}</span> : <Streak row={row} />}{' '}
      {(status === 'skip' || status === 'missed') && <span>{t(`row.status.${status}`)}</span>}{' '}
      {target !== null && (
        <span className={styles.target}>
          {t(target_type === 'at_most' ? 'row.target.most' : 'row.target.least', {
            target: formatAmount(row.habit, target),
          })}
        </span>
      )}
    </p>
  );
}

function QuickAdd({ habit, onAdd }: { habit: Habit; onAdd: (value: number) => void }) {
  const step = quickStep(habit);
  if (step === null) return null;
  const value = formatNumber(step);
  return (
    <button
      type="button"
      className={styles.add}
      aria-label={t('row.add', { value, name: habit.name })}
      onClick={() => onAdd(step)}
    >
      <span>{t('entries.add.short', { value })}</span>
    </button>
  );
}

export function HabitRow({ row, pause, shortcut, gain, onTap, onAdd, onOpen }: Props) {
  const { habit } = row;
  const quiet = isSettled(row) || pause !== null;
  return (
    <li
      className={quiet ? `${styles.row} ${styles.settled}` : styles.row}
      data-colour={habit.colour}
      data-flip={habit.id}
      data-testid={`habit-${habit.id}`}
    >
      {shortcut && (
        <kbd className={styles.key} aria-hidden="true">
          {shortcut}
        </kbd>
      )}
      <ScoreRing habit={habit} score={row.summary.score} />
      <div className={styles.body}>
        <Link className={styles.name} href={`/habits/${habit.id}`}>
          {habit.name}
        </Link>
        <Meta row={row} pause={pause} />
        <div className={styles.strip}>
          <DayStrip habit={habit} week={row.week} onOpen={onOpen} />
        </div>
      </div>
      <span className={styles.more}>
        <IconButton label={t('row.more', { name: habit.name })} onClick={() => onOpen()}>
          <MoreIcon />
        </IconButton>
      </span>
      <div className={styles.marks}>
        {gain && (
          <span key={gain.key} className={styles.gain} aria-hidden="true">
            +{gain.points}
          </span>
        )}
        <MarkButton row={row} onTap={onTap} onOpen={() => onOpen()} />
        <QuickAdd habit={habit} onAdd={onAdd} />
      </div>
    </li>
  );
}
