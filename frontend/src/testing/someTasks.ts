import type { Task } from '@/lib/api/types';
import type { FakeApi } from './fakeApi';
import { newFakeApi } from './startApp';

/** The ids that `fakeWith` gives, in order. */
export const taskId = (number: number) => `01J000000000000000000000T${number}`;

/** An API that knows a person with these tasks, in this order on the board. */
export function fakeWith(...tasks: (Partial<Task> & Pick<Task, 'title'>)[]): FakeApi {
  const fake = newFakeApi();
  tasks.forEach((task, number) => fake.tasks.add({ id: taskId(number), position: number + 1, ...task }));
  return fake;
}

/** The task of that name, as the server has it. */
export const titled = (fake: FakeApi, title: string): Task | undefined =>
  [...fake.tasks.tasks.values()].find((task) => task.title === title);
