import { addDays, type Day } from '@/lib/time/days';
import type { FakeApi } from './fakeApi';

const ID = (number: number): string => `01J0000000000000000000010${number}`;

const MARKDOWN = `What went well this month, and what I would *like to* try.

## Keep

- mornings without the phone
- the **short** walk after lunch
- [x] a fixed time to read
- [ ] meditate before the day begins

## Change

> Small enough that it is harder to skip than to do.

| habit | when | how long |
| --- | --- | --- |
| run | Mon, Wed, Sat | 25 min |
| read | evening | ten pages |

See [the method](https://example.org/method) and \`plan.txt\`.`;

/** Tasks and notes of everything that the app can show. */
export function addDemoThings({ tasks, notes }: FakeApi, today: Day): void {
  const at = (back: number) => new Date(Date.now() - back * 86_400_000).toISOString();
  tasks.add({
    id: ID(0),
    title: 'Renew the library card',
    due: { date: addDays(today, -2) },
    priority: 'high',
  });
  tasks.add({
    ...{ id: ID(1), title: 'Water the plants', due: { date: today, time: '18:00' }, tags: ['home'] },
    repeat: { every: 'week', interval: 1, weekdays: [1, 4], from: 'due', until: null },
  });
  tasks.add({
    ...{ id: ID(2), title: 'Prepare the talk about habits that last', column: 'doing', priority: 'medium' },
    ...{ due: { date: addDays(today, 3) }, tags: ['work', 'talk'], note: 'Twenty minutes, then questions.' },
    subtasks: [
      { id: ID(7), title: 'Outline', done: true },
      { id: ID(8), title: 'Slides', done: false },
      { id: ID(9), title: 'Rehearse it once aloud', done: false },
    ],
    reminders: [{ days_before: 1, time: '09:00' }, { at: `${addDays(today, 2)}T18:30` }],
  });
  tasks.add({ id: ID(3), title: 'Find a present for Mia', tags: ['home'], priority: 'low' });
  tasks.add({ id: ID(4), title: 'Call the dentist', status: 'done', column: 'done', done_at: at(1) });
  notes.add({
    ...{ id: ID(5), title: 'Looking back at autumn', body: MARKDOWN, tags: ['review'], pinned: true },
    ...{ habit_ids: ['01J00000000000000000000000', '01J00000000000000000000002'], updated_at: at(3) },
  });
  notes.add({ id: ID(6), body: 'An idea that came while running: write the day’s one thing down first.' });
  notes.add({
    ...{ id: ID(7), kind: 'bookmark', title: 'How long does it take to form a habit?', tags: ['reading'] },
    ...{ url: 'https://www.example.org/articles/how-long-does-it-take-to-form-a-habit', updated_at: at(9) },
  });
}
