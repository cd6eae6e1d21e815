import { queryOptions, useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { call } from '@/lib/api/call';
import type { Task, TaskPage, TaskStatus } from '@/lib/api/types';
import { currentDay } from '@/lib/habits/day';
import { keys } from '@/lib/habits/keys';
import { overTask, overTasks } from '@/lib/outbox/overTasks';
import { fetchOver } from '@/lib/outbox/queue';
import type { Day } from '@/lib/time/days';

const PAGE = 100;

/** All open tasks, or the hundred that were done last. The person's day is told, so that the server need not look it up. */
async function fetchTasks(status: TaskStatus, today: Day): Promise<Task[]> {
  const tasks: Task[] = [];
  let cursor: string | null = null;
  do {
    const after: string = cursor ? `&cursor=${encodeURIComponent(cursor)}` : '';
    const page: TaskPage = await call('GET', `/tasks?status=${status}&today=${today}&limit=${PAGE}${after}`);
    tasks.push(...page.items);
    cursor = status === 'open' ? page.next_cursor : null;
  } while (cursor);
  return tasks;
}

/** One list for Today, the list and the board: what one of them changes shows on all, also without a network. */
export const tasksQuery = (client: QueryClient, status: TaskStatus) =>
  queryOptions({
    queryKey: keys.taskList(status),
    queryFn: () =>
      fetchOver(
        client,
        () => fetchTasks(status, currentDay(client)),
        (tasks, edit) => overTasks(tasks, status, edit),
      ),
  });

export const useTasks = (status: TaskStatus, enabled = true) =>
  useQuery({ ...tasksQuery(useQueryClient(), status), enabled });

const inLists = (client: QueryClient, id: string): Task | undefined =>
  client
    .getQueriesData<Task[]>({ queryKey: keys.taskLists })
    .flatMap(([, tasks]) => tasks ?? [])
    .find((task) => task.id === id);

/** One task; what a list knows of it is all of it. */
export function useTask(id: string) {
  const client = useQueryClient();
  return useQuery({
    queryKey: keys.task(id),
    queryFn: () => fetchOver(client, () => call<Task>('GET', `/tasks/${id}`), overTask),
    placeholderData: () => inLists(client, id),
  });
}
