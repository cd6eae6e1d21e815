import { Link } from 'wouter';
import { CheckIcon } from '@/components/icons';
import type { Task } from '@/lib/api/types';
import { t } from '@/lib/i18n';
import type { Day } from '@/lib/time/days';
import { TaskMeta } from './TaskMeta';
import styles from './TaskRow.module.css';

type CheckProps = { task: Task; onToggle: () => void };

/** The one mark of a task. */
export function TaskCheck({ task, onToggle }: CheckProps) {
  return (
    <button
      type="button"
      className={styles.check}
      aria-label={t('tasks.mark', { title: task.title })}
      aria-pressed={task.status === 'done'}
      onClick={onToggle}
    >
      <span className={styles.box}>
        <CheckIcon size={18} />
      </span>
    </button>
  );
}

type Props = { task: Task; today: Day; onToggle: () => void };

/** One task of a list: ticked off at a tap; its name leads to the rest of it. */
export function TaskRow({ task, today, onToggle }: Props) {
  return (
    <li
      className={styles.row}
      data-done={task.status === 'done' || undefined}
      data-priority={task.priority}
      data-testid={`task-${task.id}`}
    >
      <TaskCheck task={task} onToggle={onToggle} />
      <div className={styles.body}>
        <Link className={styles.title} href={`/tasks/${task.id}`}>
          {task.title}
        </Link>
        <TaskMeta task={task} today={today} />
      </div>
    </li>
  );
}
