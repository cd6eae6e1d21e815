import { useState } from 'react';
import { useLocation } from 'wouter';
import { Button } from '@/components/Button';
import { Attachments } from '@/components/files/Attachments';
import { Loaded } from '@/components/Loaded';
import { Page } from '@/components/Page';
import { TaskCheck } from '@/components/tasks/TaskRow';
import { useTaskActions } from '@/components/useTaskActions';
import type { Task, TaskInput } from '@/lib/api/types';
import { useCurrentDay } from '@/lib/habits';
import { t } from '@/lib/i18n';
import { useTask, useTaskEdits } from '@/lib/tasks';
import { describeDay } from '@/lib/time/describe';
import { offerUndo } from '@/lib/undo';
import { Subtasks } from './Subtasks';
import { changedFields, draftTask, fieldsOf, readDraft } from './taskDraft';
import { TaskForm } from './TaskForm';
import styles from './TaskForm.module.css';

function State({ task }: { task: Task }) {
  const { toggle } = useTaskActions();
  const today = useCurrentDay();
  const done = task.done_at && t('tasks.state.done', { when: describeDay(task.done_at.slice(0, 10), today) });
  return (
    <div className={styles.top}>
      <TaskCheck task={task} onToggle={() => toggle(task)} />
      <p className={styles.state}>{done ?? t(`tasks.state.${task.column === 'doing' ? 'doing' : 'todo'}`)}</p>
    </div>
  );
}

function Details({ task }: { task: Task }) {
  const [, navigate] = useLocation();
  const { save: send, change } = useTaskEdits();
  const { remove } = useTaskActions();
  const [opened] = useState(task); // what is not touched here stays as others may have changed it meanwhile
  const save = async (input: TaskInput) => {
    const changed = changedFields(readDraft(draftTask(opened)), input);
    if (Object.keys(changed).length > 0) {
      await send(task, changed);
      offerUndo(t('tasks.saved', { title: input.title }), () => change(task, fieldsOf(opened, changed)));
    }
    navigate('/tasks');
  };
  return (
    <>
      <State task={task} />
      <Subtasks task={task} />
      <TaskForm initial={draftTask(opened)} onSave={save} />
      <Attachments purpose="task" of={task.id} />
      <div className={styles.end}>
        <Button
          look="bare"
          onClick={() => {
            remove(task);
            navigate('/tasks');
          }}
        >
          {t('tasks.delete')}
        </Button>
      </div>
    </>
  );
}

/** Everything about one task. Its mark, its steps and its files are saved at once, the rest with the form. */
export default function TaskPage({ id }: { id: string }) {
  const query = useTask(id);
  return (
    <Page title={query.data?.title ?? t('tasks.one')} back="/tasks">
      {/* What a list knows of a task is the task: its placeholder is as good as the answer. */}
      <Loaded query={{ ...query, isPlaceholderData: false }} rows={3}>
        {(task) => <Details task={task} />}
      </Loaded>
    </Page>
  );
}
