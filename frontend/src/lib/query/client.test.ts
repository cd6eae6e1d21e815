import { QueryObserver } from '@tanstack/react-query';
import { expect, it } from 'vitest';
import { newQueryClient } from './client';

const KEY = ['today', '2026-11-01'];

/** A server whose answers come when the test says so. */
function slowServer() {
  const asked: ((answer: string) => void)[] = [];
  return { asked, queryFn: () => new Promise<string>((resolve) => asked.push(resolve)) };
}

it.each([
  ['that is kept', 'kept'],
  ['that was never there', undefined],
])('asks anew for an answer %s when it became old on its way', async (_, kept) => {
  const client = newQueryClient();
  const { asked, queryFn } = slowServer();
  client.setQueryData(KEY, kept, { updatedAt: 1 });
  const ahead = client.query({ queryKey: KEY, queryFn });
  void client.invalidateQueries();
  asked[0]?.('from before');
  asked[1]?.('from after');
  expect(await ahead).toBe('from after');
  expect(client.getQueryData(KEY)).toBe('from after');
});

it('asks anew also when the answer on its way was to replace an old one', async () => {
  const client = newQueryClient();
  const { asked, queryFn } = slowServer();
  client.setQueryData(KEY, 'kept');
  await client.invalidateQueries();
  const ahead = client.query({ queryKey: KEY, queryFn });
  void client.invalidateQueries();
  asked[0]?.('from before');
  asked[1]?.('from after');
  expect(await ahead).toBe('from after');
});

it('asks once for what a page shows', async () => {
  const client = newQueryClient();
  const { asked, queryFn } = slowServer();
  client.setQueryData(KEY, 'kept', { updatedAt: 1 });
  const leave = new QueryObserver(client, { queryKey: KEY, queryFn }).subscribe(() => undefined);
  const renewed = client.invalidateQueries();
  expect(asked).toHaveLength(2);
  asked[1]?.('from after');
  await renewed;
  expect(client.getQueryData(KEY)).toBe('from after');
  leave();
});

it('leaves alone what other keys have under way', () => {
  const client = newQueryClient();
  const { asked, queryFn } = slowServer();
  void client.query({ queryKey: ['profile'], queryFn });
  void client.invalidateQueries({ queryKey: ['today'] });
  expect(asked).toHaveLength(1);
});
