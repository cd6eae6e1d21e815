import { call } from '@/lib/api/call';
import { hasStatus } from '@/lib/api/errors';
import type { EditStamp } from '@/lib/device';
import type { Day } from '@/lib/time/days';
import type { Edit } from './edits';

/** An edit's stamp as a query: a DELETE has no body. */
export const stampQuery = ({ edited_at, device, sequence }: EditStamp): string =>
  new URLSearchParams({ edited_at, device, sequence: String(sequence) }).toString();

/**
 * Sends one edit; the server's answer. No edit names a version (`If-Match`): of two edits the later one wins, and it may
 * have waited for days.
 * @param today the person's date: told it, the server need not read more to say where a habit stands.
 */
export function sendEdit(edit: Edit, today: Day): Promise<unknown> {
  const { stamp } = edit;
  switch (edit.kind) {
    case 'habit.create': {
      const { id, input } = edit.input;
      // The id is ours and is the idempotency key too, so a create can be repeated for ever.
      return call('POST', '/habits', { id, ...input }, { 'Idempotency-Key': id });
    }
    case 'habit.update':
      return call('PATCH', `/habits/${edit.input.habit.id}`, { ...edit.input.change, ...stamp });
    case 'habit.delete':
      return call('DELETE', `/habits/${edit.input.id}?${stampQuery(stamp)}`);
    case 'habit.restore':
      return call('POST', `/habits/${edit.input.id}/restore?${stampQuery(stamp)}`);
    case 'habits.order':
      return call('PUT', '/habits/order', { ids: edit.input.ids, ...stamp });
    case 'vacation':
      return sendVacation(edit);
    case 'profile':
      return call('PATCH', '/users/me', { ...edit.input.change, ...stamp });
    case 'device':
      return call('PUT', `/devices/${encodeURIComponent(stamp.device)}`, { name: edit.input.name });
    case 'checkin':
    case 'checkins':
    case 'entry':
      return sendMark(edit, today);
    default:
      return sendThing(edit);
  }
}

/** What is deleted already was deleted. */
const deleting = (path: string): Promise<unknown> =>
  call('DELETE', path).catch((error: unknown) => {
    if (!hasStatus(error, 404)) throw error;
  });

type ThingEdit = Extract<Edit, { kind: `task.${string}` | `note.${string}` }>;

/** Tasks and notes. */
function sendThing(edit: ThingEdit): Promise<unknown> {
  const { stamp } = edit;
  const base = edit.kind.startsWith('task') ? '/tasks' : '/notes';
  switch (edit.kind) {
    case 'task.create':
    case 'note.create': {
      const { id, input } = edit.input;
      return call('POST', base, { id, ...input }, { 'Idempotency-Key': id });
    }
    case 'task.update':
      return call('PATCH', `${base}/${edit.input.task.id}`, { ...edit.input.change, ...stamp });
    case 'note.update':
      return call('PATCH', `${base}/${edit.input.note.id}`, { ...edit.input.change, ...stamp });
    case 'task.tick': {
      const { id, subtaskId, done } = edit.input;
      return call('PUT', `${base}/${id}/subtasks/${subtaskId}`, { done, ...stamp });
    }
    case 'task.delete':
    case 'note.delete':
      return deleting(`${base}/${edit.input.id}?${stampQuery(stamp)}`);
    default:
      return call('POST', `${base}/${edit.input.id}/restore?${stampQuery(stamp)}`);
  }
}

function sendMark(edit: Extract<Edit, { kind: 'checkin' | 'checkins' | 'entry' }>, today: Day) {
  const { stamp } = edit;
  const base = `/habits/${edit.input.habitId}/checkins`;
  if (edit.kind === 'checkins')
    return call('PUT', `${base}?today=${today}`, { days: edit.input.days, ...stamp });
  const entry = edit.kind === 'entry' ? `/entries/${edit.input.entryId}` : '';
  const address = `${base}/${edit.input.date}${entry}?today=${today}`;
  const said = edit.kind === 'checkin' ? edit.input.mark : valueOf(edit.input.value);
  return said
    ? call('PUT', address, { ...said, ...stamp })
    : call('DELETE', `${address}&${stampQuery(stamp)}`);
}

const valueOf = (value: number | null) => (value === null ? null : { value });

function sendVacation({ input, stamp }: Extract<Edit, { kind: 'vacation' }>) {
  const { before, after } = input;
  if (after === null) return call('DELETE', `/vacations/${before?.id ?? ''}?${stampQuery(stamp)}`);
  const { id, start_date, end_date, habit_ids, note } = after;
  const fields = { start_date, end_date, habit_ids, note, ...stamp };
  return before === null
    ? call('POST', '/vacations', { id, ...fields }, { 'Idempotency-Key': id })
    : call('PATCH', `/vacations/${id}`, fields);
}
