import { Link } from 'wouter';
import { TaskRow } from '@/components/tasks/TaskRow';
import { useTaskActions } from '@/components/useTaskActions';
import { t } from '@/lib/i18n';
import { dueBy } from '@/lib/tasks/groups';
import { useTasks } from '@/lib/tasks/queries';
import type { Day } from '@/lib/time/days';
import styles from './TodayPage.module.css';

/** What is due today beside the habits, and what was; nothing when there is nothing. */
export default function TasksDue({ today }: { today: Day }) {
  const { data = [] } = useTasks('open');
  const { toggle } = useTaskActions();
  const due = dueBy(data, today);
  if (due.length === 0) return null;
  return (
    <section className={styles.tasks} aria-labelledby="tasks-due">
      <div className={styles.tasksHead}>
        <h2 id="tasks-due">{t('tasks.due')}</h2>
        <Link href="/tasks">{t('tasks.all')}</Link>
      </div>
      <ul className={styles.rows}>
        {due.map((task) => (
          <TaskRow key={task.id} task={task} today={today} onToggle={() => toggle(task)} />
        ))}
      </ul>
    </section>
  );
}
