import { useQueryClient } from '@tanstack/react-query';
import type { Task } from '@/lib/api/types';
import { leaveEdit, queueEdit } from '@/lib/outbox';
import type { NewTask, TaskChange } from '@/lib/outbox/edits';

/**
 * Every change shows at once and goes through the outbox, so it works without a network too. `create` and `save` are
 * waited for by a form, which shows what the server refuses; the others' refusals go to the list of what could not be saved.
 */
export function useTaskEdits() {
  const client = useQueryClient();
  return {
    /** @param id made where the form opens, so that sending it twice makes one task. */
    create: (id: string, input: NewTask): Promise<unknown> =>
      queueEdit(client, 'task.create', { id, input }, input.title),
    save: (task: Task, change: TaskChange): Promise<unknown> =>
      queueEdit(client, 'task.update', { task, change }, change.title ?? task.title),
    add: (id: string, input: NewTask): void => leaveEdit(client, 'task.create', { id, input }, input.title),
    change: (task: Task, change: TaskChange): void =>
      leaveEdit(client, 'task.update', { task, change }, change.title ?? task.title),
    tick: (task: Task, subtaskId: string, done: boolean): void =>
      leaveEdit(client, 'task.tick', { id: task.id, subtaskId, done }, task.title),
    remove: ({ id, title }: Pick<Task, 'id' | 'title'>): void =>
      leaveEdit(client, 'task.delete', { id }, title),
    restore: (task: Task): void => leaveEdit(client, 'task.restore', { id: task.id, task }, task.title),
  };
}
