import type { DehydratedState } from '@tanstack/react-query';
import type { EditStamp } from '@/lib/device';
import { newUlid } from '@/lib/ulid';
import type { Edit, Mark } from './edits';
import type { EditStore } from './storage';

/** A check-in as the first version of the app queued it: a mutation of the query library, inside the cache. */
type OldCheckin = { habitId: string; name: string; date: string; mark: Mark | null; stamp: EditStamp };

function isOldCheckin(variables: unknown): variables is OldCheckin {
  return (
    typeof variables === 'object' && variables !== null && 'habitId' in variables && 'stamp' in variables
  );
}

/** The same edit always gets the same id, so that adopting it twice makes one; the time keeps the order. */
function idOf({ stamp }: OldCheckin, submittedAt: number): string {
  return newUlid(submittedAt).slice(0, 10) + String(stamp.sequence).padStart(16, '0');
}

/** Takes over what an earlier version of the app still had to send, before its cache is dropped. */
export async function adoptMutations(
  mutations: DehydratedState['mutations'],
  store: EditStore,
): Promise<void> {
  for (const { mutationKey, state } of mutations) {
    const { variables, submittedAt } = state;
    if (mutationKey?.[0] !== 'checkin' || !isOldCheckin(variables)) continue;
    const { name, stamp, habitId, date, mark } = variables;
    const id = idOf(variables, submittedAt);
    const edit: Edit = { id, version: 1, kind: 'checkin', input: { habitId, date, mark }, name, stamp };
    await store.put(edit);
  }
}
