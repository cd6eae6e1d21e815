import { useState } from 'react';
import { Loaded } from '@/components/Loaded';
import { EmptyState } from '@/components/States';
import { TaskRow } from '@/components/tasks/TaskRow';
import { useTaskActions } from '@/components/useTaskActions';
import type { Task } from '@/lib/api/types';
import { t } from '@/lib/i18n';
import { inGroups, latestDoneFirst, matching, useTasks } from '@/lib/tasks';
import type { Day } from '@/lib/time/days';
import styles from './TasksPage.module.css';

type RowsProps = { tasks: Task[]; today: Day };

function Rows({ tasks, today }: RowsProps) {
  const { toggle } = useTaskActions();
  return (
    <ul className={styles.list}>
      {tasks.map((task) => (
        <TaskRow key={task.id} task={task} today={today} onToggle={() => toggle(task)} />
      ))}
    </ul>
  );
}

type Wanted = { today: Day; query: string; tag: string | null };

/** Asked for when they are wanted: most days nobody looks at them. */
function DoneTasks({ today, query, tag }: Wanted) {
  const [open, setOpen] = useState(false);
  const tasks = useTasks('done', open);
  return (
    <details className={styles.done} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t('tasks.done')}</summary>
      {open && (
        <Loaded query={tasks}>
          {(known) => {
            const found = matching(known, query, tag).sort(latestDoneFirst);
            return found.length > 0 ? (
              <Rows tasks={found} today={today} />
            ) : (
              <p className={styles.none}>{t('tasks.done.none')}</p>
            );
          }}
        </Loaded>
      )}
    </details>
  );
}

/** Open tasks by when they are due, what is overdue first; below them what was done. */
export function TaskList({ tasks, ...wanted }: Wanted & { tasks: Task[] }) {
  const { today, query, tag } = wanted;
  const found = matching(tasks, query, tag);
  const isNarrowed = query !== '' || tag !== null;
  return (
    <>
      <p className={isNarrowed ? styles.none : 'visually-hidden'} role="status">
        {isNarrowed && t('tasks.found', { count: found.length })}
      </p>
      {tasks.length === 0 && <EmptyState title={t('tasks.empty.title')} text={t('tasks.empty.text')} />}
      {inGroups(found, today)
        .filter((group) => group.tasks.length > 0)
        .map(({ group, tasks: members }) => (
          <section key={group} className={styles.section} aria-labelledby={`group-${group}`}>
            <h2 id={`group-${group}`} data-group={group}>
              {t(`tasks.group.${group}`)} <span>{members.length}</span>
            </h2>
            <Rows tasks={members} today={today} />
          </section>
        ))}
      <DoneTasks {...wanted} />
    </>
  );
}
