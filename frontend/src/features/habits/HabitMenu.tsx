import { Menu } from '@base-ui/react/menu';
import { useLocation } from 'wouter';
import { IconButton } from '@/components/Button';
import { MoreIcon } from '@/components/icons';
import type { Habit } from '@/lib/api/types';
import { t } from '@/lib/i18n';
import styles from './HabitsPage.module.css';

export type Moves = { up: (() => void) | null; down: (() => void) | null };
type Props = { habit: Habit; moves: Moves | undefined; onArchive: () => void; onDelete: () => void };

type EntryProps = { label: string; run: () => void; danger?: boolean };

function Entry({ label, run, danger = false }: EntryProps) {
  return (
    <Menu.Item className={danger ? `${styles.entry} ${styles.danger}` : styles.entry} onClick={run}>
      {label}
    </Menu.Item>
  );
}

export function HabitMenu({ habit, moves, onArchive, onDelete }: Props) {
  const [, navigate] = useLocation();
  return (
    <Menu.Root>
      <Menu.Trigger render={<IconButton label={t('habits.actions', { name: habit.name })} />}>
        <MoreIcon />
      </Menu.Trigger>
      <Menu.Portal container={document.getElementById('main')}>
        <Menu.Positioner align="end" sideOffset={4}>
          <Menu.Popup className={styles.menu}>
            {moves?.up && <Entry label={t('habits.up.short')} run={moves.up} />}
            {moves?.down && <Entry label={t('habits.down.short')} run={moves.down} />}
            <Entry
              label={t('habits.edit')}
              run={() => {
                navigate(`/habits/${habit.id}/edit`);
              }}
            />
            <Entry label={t(habit.archived ? 'habits.unarchive' : 'habits.archive')} run={onArchive} />
            <Entry label={t('habits.delete')} run={onDelete} danger />
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
