import { Menu } from '@base-ui/react/menu';
import { lazy, Suspense, useState } from 'react';
import { useLocation } from 'wouter';
import { IconButton } from '@/components/Button';
import { MoreIcon } from '@/components/icons';
import type { Habit } from '@/lib/api/types';
import { t } from '@/lib/i18n';
import { useHabitActions } from './useHabitActions';
import styles from './HabitsPage.module.css';

const BulkSheet = lazy(() => import('@/components/BulkSheet'));

export type Moves = { up: (() => void) | null; down: (() => void) | null };
type Props = { habit: Habit; moves: Moves | undefined };

type EntryProps = { label: string; run: () => void; danger?: boolean };

function Entry({ label, run, danger = false }: EntryProps) {
  return (
    <Menu.Item className={danger ? `${styles.entry} ${styles.danger}` : styles.entry} onClick={run}>
      {label}
    </Menu.Item>
  );
}

export function HabitMenu({ habit, moves }: Props) {
  const [, navigate] = useLocation();
  const { archive, remove, duplicate } = useHabitActions(habit);
  const [filling, setFilling] = useState(false);
  const go = (part: string) => () => {
    navigate(`/habits/${habit.id}${part}`);
  };
  return (
    <>
      <Menu.Root>
        <Menu.Trigger render={<IconButton label={t('habits.actions', { name: habit.name })} />}>
          <MoreIcon />
        </Menu.Trigger>
        <Menu.Portal container={document.getElementById('main')}>
          <Menu.Positioner align="end" sideOffset={4} className={styles.positioner}>
            <Menu.Popup className={styles.menu}>
              {moves?.up && <Entry label={t('habits.up.short')} run={moves.up} />}
              {moves?.down && <Entry label={t('habits.down.short')} run={moves.down} />}
              <Entry label={t('habits.edit')} run={go('/edit')} />
              <Entry label={t('habits.duplicate')} run={duplicate} />
              {!habit.archived && <Entry label={t('habits.bulk')} run={() => setFilling(true)} />}
              <Entry label={t(habit.archived ? 'habits.unarchive' : 'habits.archive')} run={archive} />
              <Entry label={t('habits.delete')} run={remove} danger />
            </Menu.Popup>
          </Menu.Positioner>
        </Menu.Portal>
      </Menu.Root>
      {filling && (
        <Suspense>
          <BulkSheet habits={[habit]} onClose={() => setFilling(false)} />
        </Suspense>
      )}
    </>
  );
}
