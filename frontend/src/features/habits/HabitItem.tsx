import type { HTMLAttributes } from 'react';
import { Link } from 'wouter';
import type { Habit } from '@/lib/api/types';
import { describeSchedule, describeTarget } from '@/lib/habits';
import { t } from '@/lib/i18n';
import { GripIcon } from './GripIcon';
import { HabitMenu, type Moves } from './HabitMenu';
import styles from './HabitsPage.module.css';

type Props = {
  habit: Habit;
  /** When it can change places. */
  moves?: Moves;
  handle?: HTMLAttributes<HTMLElement>;
  offset?: number;
  lifted?: boolean;
};

function Handle({ habit, handle }: { habit: Habit; handle: HTMLAttributes<HTMLElement> }) {
  return (
    <button
      {...handle}
      type="button"
      className={styles.handle}
      aria-label={t('habits.handle', { name: habit.name })}
      data-testid={`handle-${habit.id}`}
    >
      <GripIcon />
    </button>
  );
}

/** One habit of the list. */
export function HabitItem({ habit, moves, handle, offset = 0, lifted = false }: Props) {
  const target = describeTarget(habit);
  return (
    <li
      className={lifted ? `${styles.item} ${styles.lifted}` : styles.item}
      style={offset === 0 ? undefined : { transform: `translateY(${offset}px)` }}
      data-colour={habit.colour}
      data-testid={`habit-${habit.id}`}
    >
      <span className={styles.icon} aria-hidden="true">
        {habit.icon ?? Array.from(habit.name)[0]?.toUpperCase()}
      </span>
      <div className={styles.body}>
        <Link className={styles.name} href={`/habits/${habit.id}`} draggable={false}>
          {habit.name}
        </Link>
        <p className={styles.meta}>
          {[describeSchedule(habit.schedule), target].filter(Boolean).join(' · ')}
        </p>
      </div>
      {handle && <Handle habit={habit} handle={handle} />}
      <HabitMenu habit={habit} moves={moves} />
    </li>
  );
}
