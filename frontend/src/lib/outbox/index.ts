import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import type { Edit, EditKind, Inputs } from './edits';
import { takeOff } from './open';
import { newEdit, outboxOf } from './queue';
import { showEdit } from './show';
import { isCreate, laneOf } from './edits';

export { isCreate, isHeldBack } from './edits';
export type { Edit, EditKind, Problem } from './edits';

/**
 * Shows an edit at once and sends it, now or when it can be.
 * @returns the server's answer; undefined when the edit waits. @throws ApiError when the server refused it at once.
 */
export function queueEdit<Kind extends EditKind>(
  client: QueryClient,
  kind: Kind,
  input: Inputs[Kind],
  name: string,
): Promise<unknown> {
  const outbox = outboxOf(client);
  const edit = newEdit(kind, input, { name, after: outbox.latest() });
  showEdit(client, edit);
  return outbox.add(edit);
}

/** The same for edits that nobody waits for: a refusal goes to the list of what could not be saved. */
export function leaveEdit<Kind extends EditKind>(
  client: QueryClient,
  kind: Kind,
  input: Inputs[Kind],
  name: string,
): void {
  const outbox = outboxOf(client);
  const edit = newEdit(kind, input, { name, after: outbox.latest() });
  showEdit(client, edit);
  outbox.post(edit);
}

/** What waits to be sent and what was refused, and what can be done about it. */
export function useOutbox() {
  const client = useQueryClient();
  const outbox = outboxOf(client);
  const edits = useSyncExternalStore(outbox.subscribe, outbox.all);
  const discard = async (edit: Edit) => {
    // Without the habit, nothing that was recorded for it can be saved; so with tasks and notes.
    const gone = isCreate(edit) ? edits.filter((other) => laneOf(other) === laneOf(edit)) : [edit];
    gone.forEach((each) => takeOff(client, each));
    await outbox.discard(gone);
    await client.invalidateQueries();
  };
  return {
    waiting: edits.filter((edit) => !edit.problem),
    refused: edits.filter((edit) => edit.problem),
    retry: (edit: Edit) => {
      showEdit(client, edit);
      return outbox.retry(edit.id);
    },
    discard,
    sendNow: outbox.wake,
  };
}
