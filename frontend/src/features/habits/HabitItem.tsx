import { lazy, Suspense, useState, type ReactNode } from 'react';
import { Link } from 'wouter';
import { describeError } from '@/lib/api/describe';
import type { Habit } from '@/lib/api/types';
import { describeSchedule, describeTarget, useDeleteHabit, useUpdateHabit } from '@/lib/habits';
import { t } from '@/lib/i18n';
import { toast } from '@/lib/toast';
import { HabitMenu } from './HabitMenu';
import styles from './HabitsPage.module.css';

const ConfirmDialog = lazy(() => import('@/components/ConfirmDialog'));

const sayProblem = (error: unknown) => {
  toast({ text: describeError(error), tone: 'problem' });
};

function useArchive(habit: Habit): () => void {
  const { mutate } = useUpdateHabit();
  const turn = (current: Habit, archived: boolean, offerUndo: boolean) => {
    mutate(
      { habit: current, change: { archived } },
      {
        onError: sayProblem,
        onSuccess: (saved) => {
          const undo = {
            label: t('checkin.undo'),
            run: () => {
              turn(saved, !archived, false);
            },
          };
          const text = t(archived ? 'habits.archived' : 'habits.unarchived', { name: habit.name });
          toast(offerUndo ? { text, action: undo } : { text });
        },
      },
    );
  };
  return () => {
    turn(habit, !habit.archived, true);
  };
}

function useRemoval(habit: Habit) {
  const { mutate, isPending } = useDeleteHabit();
  const remove = () => {
    mutate(habit.id, {
      onError: sayProblem,
      onSuccess: () => {
        toast({ text: t('habits.deleted', { name: habit.name }) });
      },
    });
  };
  return { remove, isPending };
}

/** One habit of the list; `children` are the controls that move it. */
export function HabitItem({ habit, children }: { habit: Habit; children?: ReactNode }) {
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
        <p className={styles.meta}>{[describeSchedule(habit.schedule), target].filter(Boolean).join(' · ')}</p>
      </div>
      {children}
      <HabitMenu
        habit={habit}
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
