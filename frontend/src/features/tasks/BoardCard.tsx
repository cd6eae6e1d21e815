import { Menu } from '@base-ui/react/menu';
import type { KeyboardEvent } from 'react';
import { Link } from 'wouter';
import { IconButton } from '@/components/Button';
import { MoreIcon } from '@/components/icons';
import { TaskMeta } from '@/components/tasks/TaskMeta';
import type { Task } from '@/lib/api/types';
import { t } from '@/lib/i18n';
import { COLUMNS } from '@/lib/tasks';
import type { Day } from '@/lib/time/days';
import styles from './Board.module.css';
import type { Move } from './Board';

type Props = {
  task: Task;
  today: Day;
  isFirst: boolean;
  isLast: boolean;
  onDrag: (task: Task | null) => void;
  onMove: (move: Move) => void;
};

/** What an arrow key does: within the column, or to the one beside it. */
function moveOf(key: string, task: Task): Move | null {
  if (key === 'ArrowUp') return { by: -1 };
  if (key === 'ArrowDown') return { by: 1 };
  const side = key === 'ArrowLeft' ? -1 : key === 'ArrowRight' ? 1 : 0;
  const to = side === 0 ? undefined : COLUMNS[COLUMNS.indexOf(task.column) + side];
  return to === undefined ? null : { to };
}

function Entry({ label, run }: { label: string; run: () => void }) {
  return (
    <Menu.Item className={styles.entry} onClick={run}>
      {label}
    </Menu.Item>
  );
}

function MoveMenu({ task, isFirst, isLast, onMove }: Omit<Props, 'today' | 'onDrag'>) {
  const isSorted = task.column !== 'done';
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const isOpen = event.currentTarget.querySelector('[aria-expanded="true"]') !== null;
    if (isOpen || !event.key.startsWith('Arrow')) return;
    event.preventDefault();
    event.stopPropagation(); // the menu would open
    const move = moveOf(event.key, task);
    if (move) onMove(move);
  };
  return (
    <span className={styles.move} onKeyDownCapture={onKeyDown}>
      <Menu.Root>
        <Menu.Trigger
          render={<IconButton label={t('tasks.board.move', { title: task.title })} data-move={task.id} />}
        >
          <MoreIcon />
        </Menu.Trigger>
        <Menu.Portal container={document.getElementById('main')}>
          <Menu.Positioner align="end" sideOffset={4} className={styles.positioner}>
            <Menu.Popup className={styles.menu}>
              {COLUMNS.filter((column) => column !== task.column).map((column) => (
                <Entry
                  key={column}
                  label={t('tasks.board.to', { column: t(`tasks.column.${column}`) })}
                  run={() => onMove({ to: column })}
                />
              ))}
              {isSorted && !isFirst && <Entry label={t('tasks.board.up')} run={() => onMove({ by: -1 })} />}
              {isSorted && !isLast && <Entry label={t('tasks.board.down')} run={() => onMove({ by: 1 })} />}
            </Menu.Popup>
          </Menu.Positioner>
        </Menu.Portal>
      </Menu.Root>
    </span>
  );
}

export function BoardCard({ task, today, onDrag, ...moves }: Props) {
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- dragged with the mouse; keys and menu do the same
    <li
      className={styles.card}
      data-task={task.id}
      data-done={task.status === 'done' || undefined}
      draggable
      onDragStart={(event) => {
        event.dataTransfer.setData('text/plain', task.title);
        event.dataTransfer.effectAllowed = 'move';
        onDrag(task);
      }}
      onDragEnd={() => onDrag(null)}
    >
      <div className={styles.body}>
        <Link className={styles.title} href={`/tasks/${task.id}`} draggable={false}>
          {task.title}
        </Link>
        <TaskMeta task={task} today={today} />
      </div>
      <MoveMenu task={task} {...moves} />
    </li>
  );
}
