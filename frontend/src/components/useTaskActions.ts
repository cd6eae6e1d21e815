import type { Task, TaskColumn } from '@/lib/api/types';
import { t } from '@/lib/i18n';
import { useTaskEdits, type NewTask } from '@/lib/tasks';
import { newUlid } from '@/lib/ulid';
import { offerUndo } from '@/lib/undo';

/** What a tap does with a task: at once, and everything can be taken back. */
export function useTaskActions() {
  const edits = useTaskEdits();
  const isDone = (task: Task) => task.status === 'done';
  return {
    /** Ticks it off, or opens it again. */
    toggle: (task: Task) => {
      edits.change(task, { column: isDone(task) ? 'todo' : 'done' });
      const text = t(isDone(task) ? 'tasks.reopened' : 'tasks.finished', { title: task.title });
      offerUndo(text, () => edits.change(task, { column: task.column }));
    },
    /** Puts it at a place of the board. */
    move: (task: Task, column: TaskColumn, position: number) => {
      edits.change(task, column === task.column ? { position } : { column, position });
      offerUndo(t(`tasks.moved.${column}`, { title: task.title }), () =>
        edits.change(task, { column: task.column, position: task.position }),
      );
    },
    add: (input: Omit<NewTask, 'position'>): void => {
      const id = newUlid();
      edits.add(id, { ...input, position: Date.now() / 1000 });
      offerUndo(t('tasks.added', { title: input.title }), () => edits.remove({ id, title: input.title }));
    },
    remove: (task: Task) => {
      edits.remove(task);
      offerUndo(t('tasks.deleted', { title: task.title }), () => edits.restore(task));
    },
  };
}
