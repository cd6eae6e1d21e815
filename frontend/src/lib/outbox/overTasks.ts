import type { Task, TaskStatus } from '@/lib/api/types';
import type { Edit, TaskChange } from './edits';

/** Tasks with an edit over them that the server does not know yet; see overlay.ts. */

/** A task as it will be once the server made it. */
export function newTask(edit: Extract<Edit, { kind: 'task.create' }>): Task {
  const at = edit.stamp.edited_at;
  return {
    note: null,
    due: null,
    priority: 'none',
    tags: [],
    repeat: null,
    reminders: [],
    habit_id: null,
    ...edit.input.input,
    id: edit.input.id,
    status: 'open',
    done_at: null,
    column: 'todo',
    subtasks: [],
    follows: null,
    version: 1,
    created_at: at,
    updated_at: at,
  };
}

/** The status follows the column. */
function changed(task: Task, change: TaskChange, at: string): Task {
  const now = { ...task, ...change };
  if (change.column === undefined) return now;
  const isDone = change.column === 'done';
  return { ...now, status: isDone ? 'done' : 'open', done_at: isDone ? at : null };
}

export function overTask(task: Task, edit: Edit): Task {
  if (edit.kind === 'task.update' && edit.input.task.id === task.id)
    return changed(task, edit.input.change, edit.stamp.edited_at);
  if (edit.kind !== 'task.tick' || edit.input.id !== task.id) return task;
  const { subtaskId, done } = edit.input;
  return {
    ...task,
    subtasks: task.subtasks.map((subtask) => (subtask.id === subtaskId ? { ...subtask, done } : subtask)),
  };
}

const without = (tasks: Task[], id: string): Task[] => tasks.filter((task) => task.id !== id);

/** @param status which of the two lists it is. */
export function overTasks(tasks: Task[], status: TaskStatus, edit: Edit): Task[] {
  const put = (task: Task): Task[] => {
    if (task.status !== status) return without(tasks, task.id);
    const isThere = tasks.some(({ id }) => id === task.id);
    return isThere ? tasks.map((known) => (known.id === task.id ? task : known)) : [...tasks, task];
  };
  switch (edit.kind) {
    case 'task.create':
      return tasks.some(({ id }) => id === edit.input.id) ? tasks : put(newTask(edit));
    case 'task.update': {
      const { task } = edit.input;
      return put(overTask(tasks.find(({ id }) => id === task.id) ?? task, edit));
    }
    case 'task.tick':
      return tasks.map((task) => overTask(task, edit));
    case 'task.delete':
      return without(tasks, edit.input.id);
    case 'task.restore':
      return put(edit.input.task);
    default:
      return tasks;
  }
}
