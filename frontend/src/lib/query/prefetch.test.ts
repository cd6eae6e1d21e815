import { dehydrate, onlineManager } from '@tanstack/react-query';
import { afterEach, expect, it } from 'vitest';
import { keys } from '@/lib/habits/keys';
import { FakeStore } from '@/testing/fakeStore';
import { newQueryClient } from './client';
import { userPersister } from './persister';
import { prefetchAll } from './prefetch';

const HALF_A_DAY_MS = 12 * 3_600_000;

afterEach(() => onlineManager.setOnline(true));

it('keeps what a list tells of a habit over a restart, as something to be asked anew', async () => {
  const client = newQueryClient();
  onlineManager.setOnline(false);
  const walk = new FakeStore('2026-11-01').add({ id: 'walk', name: 'Walk' });
  client.setQueryData(keys.profile, { timezone: 'UTC' });
  client.setQueryData(keys.habitList(false), [walk]);
  client.setQueryData(keys.habitList(true), []);
  await prefetchAll(client);
  const known = client.getQueryCache().find({ queryKey: keys.habit('walk') });
  expect(known?.isStaleByTime(HALF_A_DAY_MS)).toBe(true);

  const persister = userPersister('ada');
  void persister.persistClient({ timestamp: Date.now(), buster: '', clientState: dehydrate(client) });
  dispatchEvent(new Event('pagehide')); // writes at once
  const restored = await persister.restoreClient();
  expect(restored?.clientState.queries.map(({ queryKey }) => queryKey)).toContainEqual(keys.habit('walk'));
});
