import type { components } from './schema';

type Schemas = components['schemas'];

export type Subtask = Required<Schemas['Subtask']>;
export type Task = Omit<Schemas['Task'], 'subtasks'> & { subtasks: Subtask[] };
export type TaskStatus = Task['status'];
export type TaskColumn = Task['column'];
export type TaskPriority = Task['priority'];
export type TaskRepeat = NonNullable<Task['repeat']>;
export type TaskPage = Omit<Schemas['TaskPage'], 'items'> & { items: Task[] };

/** What the form of a task fills in. */
export type TaskInput = Pick<
  Task,
  'title' | 'note' | 'due' | 'priority' | 'tags' | 'repeat' | 'reminders' | 'habit_id'
>;
