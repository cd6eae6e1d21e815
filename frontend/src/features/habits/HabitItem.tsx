import { lazy, Suspense, useState } from 'react';
import { Link } from 'wouter';
import { IconButton } from '@/components/Button';
import { DownIcon, UpIcon } from '@/components/icons';
import { describeError } from '@/lib/api/describe';
import type { Habit } from '@/lib/api/types';
import { describeSchedule, describeTarget, useDeleteHabit, useUpdateHabit } from '@/lib/habits';
import { t } from '@/lib/i18n';
import { toast } from '@/lib/toast';
import { HabitMenu, type Moves } from './HabitMenu';
import styles from './HabitsPage.module.css';

const ConfirmDialog = lazy(() => import('@/components/ConfirmDialog'));

const sayProblem = (error: unknown) => {
  toast({ text: describeError(error), tone: 'problem' });
};

// With mutateAsync, because the row is gone by then: callbacks given to `mutate` end with their component.
function useArchive(habit: Habit): () => void {
  const { mutateAsync } = useUpdateHabit();
  const turn = async (current: Habit, archived: boolean): Promise<void> => {
    const saved = await mutateAsync({ habit: current, change: { archived } });
    toast({
      text: t(archived ? 'habits.archived' : 'habits.unarchived', { name: habit.name }),
      action: {
        label: t('checkin.undo'),
        run: () => {
          turn(saved, !archived).catch(sayProblem);
        },
      },
    });
  };
  return () => {
    turn(habit, !habit.archived).catch(sayProblem);
  };
}

function useRemoval(habit: Habit) {
  const { mutateAsync, isPending } = useDeleteHabit();
  const remove = () => {
    const said = () => {
      toast({ text: t('habits.deleted', { name: habit.name }) });
    };
    mutateAsync(habit.id).then(said).catch(sayProblem);
  };
  return { remove, isPending };
}

function MoveButtons({ habit, moves }: { habit: Habit; moves: Moves }) {
  return (
    <span className={styles.moves}>
      <IconButton
        label={t('habits.up', { name: habit.name })}
        disabled={!moves.up}
        onClick={() => moves.up?.()}
      >
        <UpIcon size={20} />
      </IconButton>
      <IconButton
        label={t('habits.down', { name: habit.name })}
        disabled={!moves.down}
        onClick={() => moves.down?.()}
      >
        <DownIcon size={20} />
      </IconButton>
    </span>
  );
}

/** One habit of the list; `moves` when it can change places (narrow screens have them in the menu only). */
export function HabitItem({ habit, moves }: { habit: Habit; moves?: Moves }) {
  const archive = useArchive(habit);
  const { remove, isPending } = useRemoval(habit);
  const [asking, setAsking] = useState(false);
  const target = describeTarget(habit);
  return (
    <li className={styles.item} data-colour={habit.colour} data-testid={`habit-${habit.id}`}>
      <span className={styles.icon} aria-hidden="true">
        {habit.icon ?? Array.from(habit.name)[0]?.toUpperCase()}
      </span>
      <div className={styles.body}>
        <Link className={styles.name} href={`/habits/${habit.id}`}>
          {habit.name}
        </Link>
        <p className={styles.meta}>
          {[describeSchedule(habit.schedule), target].filter(Boolean).join(' · ')}
        </p>
      </div>
      {moves && <MoveButtons habit={habit} moves={moves} />}
      <HabitMenu
        habit={habit}
        moves={moves}
        onArchive={archive}
        onDelete={() => {
          setAsking(true);
        }}
      />
      {asking && (
        <Suspense>
          <ConfirmDialog
            title={t('habits.delete.title', { name: habit.name })}
            text={t('habits.delete.text')}
            action={t('habits.delete.confirm')}
            busy={isPending}
            onConfirm={remove}
            onClose={() => {
              setAsking(false);
            }}
          />
        </Suspense>
      )}
    </li>
  );
}
