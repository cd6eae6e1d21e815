import type { QueryClient } from '@tanstack/react-query';
import { newEditStamp } from '@/lib/device';
import { newUlid, timeOf } from '@/lib/ulid';
import type { Edit, EditKind, Inputs } from './edits';
import type { Outbox } from './outbox';

const outboxes = new WeakMap<QueryClient, Outbox>();

export const bindOutbox = (client: QueryClient, outbox: Outbox): void => {
  outboxes.set(client, outbox);
};

/** The outbox of the person whose cache it is. @throws when the client was not opened by `openOutbox`. */
export function outboxOf(client: QueryClient): Outbox {
  const outbox = outboxes.get(client);
  if (!outbox) throw new Error('No outbox belongs to this query client');
  return outbox;
}

let lastTime = 0;

/** Ids rise with every edit, also when the clock stands still or went back since the last one was queued. */
function nextId(after: string): string {
  lastTime = Math.max(Date.now(), lastTime + 1, after ? timeOf(after) + 1 : 0);
  return newUlid(lastTime);
}

export const newEdit = <Kind extends EditKind>(
  kind: Kind,
  input: Inputs[Kind],
  { name, after = '' }: { name: string; after?: string },
): Edit => ({ id: nextId(after), version: 1, kind, input, name, stamp: newEditStamp() }) as Edit;

/**
 * Fetches an answer and lays the edits over it that the server may not have known when it answered: those that wait, and
 * those that were taken while the answer was on its way.
 */
export async function fetchOver<Answer>(
  client: QueryClient,
  fetch: () => Promise<Answer>,
  over: (answer: Answer, edit: Edit) => Answer,
): Promise<Answer> {
  const outbox = outboxes.get(client);
  if (!outbox) return fetch();
  const moment = outbox.moment();
  const answer = await fetch();
  return [...outbox.since(moment), ...outbox.waiting()].reduce(over, answer);
}
