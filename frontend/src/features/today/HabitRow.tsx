import { Link } from 'wouter';
import { IconButton } from '@/components/Button';
import { MoreIcon, StreakIcon } from '@/components/icons';
import { ScoreRing } from '@/components/ScoreRing';
import { WeekStrip } from '@/components/WeekStrip';
import type { TodayHabit } from '@/lib/api/types';
import { formatAmount, isSettled, markOf, useCheckin } from '@/lib/habits';
import { t } from '@/lib/i18n';
import type { Day } from '@/lib/time/days';
import { toast } from '@/lib/toast';
import styles from './HabitRow.module.css';
import { MarkButton } from './MarkButton';

type Props = { row: TodayHabit; day: Day; onOpen: () => void };

function Meta({ row }: { row: TodayHabit }) {
  const { streak, streak_unit } = row.summary;
  const { target, target_type } = row.habit;
  const status = row.checkin?.status;
  return (
    <p className={styles.meta}>
      <span className={styles.streak}>
        {streak > 0 && <StreakIcon size={14} />}
        {t(`row.streak.${streak_unit}`, { count: streak })}
      </span>{' '}
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

/** Marks at a tap, takes back at the next one; a mark that is taken back can be had again. */
function useTap({ row, day, onOpen }: Props): () => void {
  const { record, latest } = useCheckin(row.habit);
  return () => {
    if (row.habit.kind === 'numeric') {
      onOpen();
      return;
    }
    const before = markOf(latest(day));
    if (before?.status !== 'done') {
      record(day, { status: 'done', value: null });
      return;
    }
    record(day, null);
    toast({
      text: t('checkin.undone', { name: row.habit.name }),
      action: {
        label: t('checkin.undo'),
        run: () => {
          record(day, before);
        },
      },
    });
  };
}

export function HabitRow(props: Props) {
  const { row, onOpen } = props;
  const { habit } = row;
  const onTap = useTap(props);
  return (
    <li
      className={isSettled(row) ? `${styles.row} ${styles.settled}` : styles.row}
      data-colour={habit.colour}
      data-flip={habit.id}
      data-testid={`habit-${habit.id}`}
    >
      <ScoreRing habit={habit} score={row.summary.score} />
      <div className={styles.body}>
        <Link className={styles.name} href={`/habits/${habit.id}`}>
          {habit.name}
        </Link>
        <Meta row={row} />
        <div className={styles.strip}>
          <WeekStrip habit={habit} week={row.week} />
        </div>
      </div>
      <span className={styles.more}>
        <IconButton label={t('row.more', { name: habit.name })} onClick={onOpen}>
          <MoreIcon />
        </IconButton>
      </span>
      <MarkButton row={row} onTap={onTap} onOpen={onOpen} />
    </li>
  );
}
