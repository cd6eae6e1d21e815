import type { ReactNode } from 'react';
import type { Task } from '@/lib/api/types';
import { t } from '@/lib/i18n';
import { describeDue, describeRepeat } from '@/lib/tasks/describe';
import type { Day } from '@/lib/time/days';
import styles from './TaskRow.module.css';

/** A small sign that stands before its word. */
function Sign({ path }: { path: string }) {
  return (
    <svg className={styles.sign} viewBox="0 0 16 16" fill="none" stroke="currentColor" aria-hidden="true">
      <path d={path} strokeWidth="1.6" strokeLinecap="round" strokeLinejoin="round" />
    </svg>
  );
}

const FLAG = 'M4 14V2.5h7.5L10 5.5l1.5 3H4';
const ROUND = 'M12.5 8a4.5 4.5 0 1 1-1.5-3.4M11.5 2v3h-3';
const STEPS = 'M3 4.5l1.2 1.2L6.4 3.5M3 11l1.2 1.2 2.2-2.2M9 5h4.5M9 11.5h4.5';

function Due({ task, today }: { task: Task; today: Day }) {
  if (!task.due) return null;
  const late = task.status === 'open' && task.due.date < today;
  return (
    <span className={late ? styles.late : undefined}>
      {late && <span className="visually-hidden">{t('tasks.group.overdue')}: </span>}
      <time dateTime={task.due.date}>{describeDue(task.due, today)}</time>
    </span>
  );
}

const Said = ({ sign, children }: { sign: string; children: ReactNode }) => (
  <span className={styles.said}>
    <Sign path={sign} />
    {children}
  </span>
);

/** What a list says of a task beside its name: only what there is. */
export function TaskMeta({ task, today }: { task: Task; today: Day }) {
  const { due, priority, subtasks, repeat, tags } = task;
  if (!due && priority === 'none' && subtasks.length === 0 && !repeat && tags.length === 0) return null;
  return (
    <p className={styles.meta}>
      <Due task={task} today={today} />
      {priority !== 'none' && (
        <span className={`${styles.said} ${styles[priority]}`}>
          <Sign path={FLAG} />
          {t(`tasks.priority.${priority}`)}
        </span>
      )}
      {subtasks.length > 0 && (
        <Said sign={STEPS}>
          {t('tasks.steps', { done: subtasks.filter(({ done }) => done).length, all: subtasks.length })}
        </Said>
      )}
      {repeat && <Said sign={ROUND}>{describeRepeat(repeat)}</Said>}
      {tags.map((tag) => (
        <span key={tag} className={styles.tag}>
          {tag}
        </span>
      ))}
    </p>
  );
}
