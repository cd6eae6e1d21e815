import type { Subtask, Task, TaskStatus } from '@/lib/api/types';
import { byUrgency, latestDoneFirst } from '@/lib/tasks/groups';
import { addDays, type Day } from '@/lib/time/days';
import { notFound, problem, withoutStamp, type Context, type Reply } from './reply';

const noTask = () => problem(404, 'not-found', 'There is no such task.');

/** Tasks: as the API keeps them, with the next one of a task that repeats every so many days. */
export class FakeTasks {
  readonly tasks = new Map<string, Task>();
  private readonly bin = new Map<string, Task>();

  constructor(private readonly today: Day) {}

  add(input: Partial<Task> & Pick<Task, 'id' | 'title'>): Task {
    const at = new Date().toISOString();
    const task: Task = {
      note: null,
      due: null,
      priority: 'none',
      tags: [],
      status: 'open',
      done_at: null,
      column: 'todo',
      position: Date.now() / 1000 + this.tasks.size,
      subtasks: [],
      repeat: null,
      reminders: [],
      habit_id: null,
      follows: null,
      version: 1,
      created_at: at,
      updated_at: at,
      ...input,
    };
    return this.keep(task);
  }

  private keep(task: Task): Task {
    this.tasks.set(task.id, task);
    return task;
  }

  answer(context: Context): Reply {
    const { request, body, parts } = context;
    const [, id, part] = parts;
    if (id === undefined) return request.method === 'POST' ? this.create(body) : this.list(context);
    const task = this.tasks.get(id);
    if (part === 'restore') return this.restore(id);
    if (!task) return noTask();
    if (part === 'subtasks') return this.tick(task, parts[3], body['done'] === true);
    if (part !== undefined) return notFound();
    if (request.method === 'GET') return { body: task };
    if (request.method === 'PATCH') return { body: this.change(task, withoutStamp(body)) };
    this.bin.set(id, task);
    this.tasks.delete(id);
    return { status: 204 };
  }

  private create(body: Record<string, unknown>): Reply {
    if (this.tasks.size >= 2000) return problem(409, 'too-many', 'There are 2000 tasks, which is the most.');
    return { status: 201, body: this.add(body as Pick<Task, 'id' | 'title'>) };
  }

  private list({ url }: Context): Reply {
    const status = (url.searchParams.get('status') ?? 'open') as TaskStatus;
    const items = [...this.tasks.values()].filter((task) => task.status === status);
    items.sort(status === 'open' ? byUrgency : latestDoneFirst);
    return { body: { items, next_cursor: null, today: this.today } };
  }

  private restore(id: string): Reply {
    const task = this.tasks.get(id) ?? this.bin.get(id);
    return task ? { body: this.keep(task) } : noTask();
  }

  private tick(task: Task, subtaskId: string | undefined, done: boolean): Reply {
    const ticked = (one: Subtask): Subtask => (one.id === subtaskId ? { ...one, done } : one);
    return { body: this.keep({ ...task, subtasks: task.subtasks.map(ticked) }) };
  }

  private change(task: Task, change: Partial<Task>): Task {
    const changed = { ...task, ...change, version: task.version + 1 };
    if (change.column === undefined) return this.keep(changed);
    const isDone = change.column === 'done';
    const now = new Date().toISOString();
    const next = `${task.id}-next`;
    if (isDone && changed.repeat)
      this.add({
        ...changed,
        ...{ id: next, follows: task.id, status: 'open', column: 'todo' },
        due: { date: addDays(this.today, changed.repeat.interval ?? 1) },
      });
    if (!isDone) this.tasks.delete(next);
    return this.keep({ ...changed, status: isDone ? 'done' : 'open', done_at: isDone ? now : null });
  }
}
