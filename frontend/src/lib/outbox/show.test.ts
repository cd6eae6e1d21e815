import { expect, it } from 'vitest';
import { introduceDevice } from '@/lib/deviceName';
import { keys } from '@/lib/habits/keys';
import { newQueryClient } from '@/lib/query/client';
import { openOutbox } from './open';
import { newEdit } from './queue';
import { showEdit } from './show';

const DAY = '2026-11-01';

/** A client whose days and profile are to be asked anew. */
async function outdated() {
  const client = newQueryClient();
  client.setQueryData(keys.today(DAY), {
    date: DAY,
    today: DAY,
    progress: { done: 0, due: 0 },
    habits: [],
  });
  client.setQueryData(keys.profile, { name: 'Ada' });
  await client.invalidateQueries();
  return client;
}

it('a device that says its name lets what became old stay old', async () => {
  const client = await outdated();
  openOutbox(client, 'ada');
  introduceDevice(client, 'ada');
  expect(client.getQueryState(keys.today(DAY))).toMatchObject({ isInvalidated: true });
});

it('an edit that shows in an old answer makes it no fresher', async () => {
  const client = await outdated();
  const before = client.getQueryState(keys.profile)?.dataUpdatedAt;
  showEdit(client, newEdit('profile', { change: { name: 'Grace' } }, { name: '' }));
  expect(client.getQueryState(keys.profile)).toMatchObject({
    data: { name: 'Grace' },
    isInvalidated: true,
    dataUpdatedAt: before,
  });
});
