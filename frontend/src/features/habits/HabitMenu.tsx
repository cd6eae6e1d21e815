import { Menu } from '@base-ui/react/menu';
import { useLocation } from 'wouter';
import { IconButton } from '@/components/Button';
import { MoreIcon } from '@/components/icons';
import type { Habit } from '@/lib/api/types';
import { t } from '@/lib/i18n';
import styles from './HabitsPage.module.css';

type Props = { habit: Habit; onArchive: () => void; onDelete: () => void };

export function HabitMenu({ habit, onArchive, onDelete }: Props) {
  const [, navigate] = useLocation();
  return (
    <Menu.Root>
      <Menu.Trigger render={<IconButton label={t('habits.actions', { name: habit.name })} />}>
        <MoreIcon />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner align="end" sideOffset={4}>
          <Menu.Popup className={styles.menu}>
            <Menu.Item
              className={styles.entry}
              onClick={() => {
                navigate(`/habits/${habit.id}/edit`);
              }}
            >
              {t('habits.edit')}
            </Menu.Item>
            <Menu.Item className={styles.entry} onClick={onArchive}>
              {t(habit.archived ? 'habits.unarchive' : 'habits.archive')}
            </Menu.Item>
            <Menu.Item className={`${styles.entry} ${styles.danger}`} onClick={onDelete}>
              {t('habits.delete')}
            </Menu.Item>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
