import { useState, type SubmitEvent } from 'react';
import { Button, IconButton } from '@/components/Button';
import { Card } from '@/components/Card';
import { Check } from '@/components/Check';
import { Field } from '@/components/Field';
import { CrossIcon } from '@/components/icons';
import type { Task } from '@/lib/api/types';
import { t } from '@/lib/i18n';
import { useTaskEdits } from '@/lib/tasks';
import { newUlid } from '@/lib/ulid';
import { offerUndo } from '@/lib/undo';
import styles from './TaskForm.module.css';

const MOST = 50;

function NewStep({ onAdd }: { onAdd: (title: string) => void }) {
  const [title, setTitle] = useState('');
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (!title.trim()) return;
    onAdd(title.trim());
    setTitle('');
  };
  return (
    <form className={styles.add} onSubmit={submit}>
      <Field label={t('tasks.subtask.new')}>
        {(control) => (
          <input
            {...control}
            maxLength={200}
            autoComplete="off"
            enterKeyHint="done"
            value={title}
            onChange={(event) => setTitle(event.target.value)}
          />
        )}
      </Field>
      <Button type="submit" look="quiet">
        {t('tasks.subtask.add')}
      </Button>
    </form>
  );
}

/** The steps of a task, saved as they are made and ticked: two devices' ticks both count. */
export function Subtasks({ task }: { task: Task }) {
  const { change, tick } = useTaskEdits();
  const { subtasks } = task;
  const remove = (id: string, title: string) => {
    change(task, { subtasks: subtasks.filter((subtask) => subtask.id !== id) });
    offerUndo(t('tasks.subtask.removed', { title }), () => change(task, { subtasks }));
  };
  return (
    <Card title={t('tasks.subtasks')}>
      {subtasks.length > 0 && (
        <ul className={styles.steps}>
          {subtasks.map(({ id, title, done }) => (
            <li key={id} className={styles.step} data-done={done || undefined}>
              <Check checked={done} onChange={(now) => tick(task, id, now)}>
                {title}
              </Check>
              <IconButton label={t('tasks.subtask.remove', { title })} onClick={() => remove(id, title)}>
                <CrossIcon size={18} />
              </IconButton>
            </li>
          ))}
        </ul>
      )}
      {subtasks.length < MOST && (
        <NewStep
          onAdd={(title) => change(task, { subtasks: [...subtasks, { id: newUlid(), title, done: false }] })}
        />
      )}
    </Card>
  );
}
