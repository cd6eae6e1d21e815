import { useEffect, useState } from 'react';
import { hasStatus } from '@/lib/api/errors';
import { listProviders } from './authApi';

const KEPT = 'daybook:providers';
/** They change when somebody sets the server up anew. */
const FRESH_MS = 3_600_000;

type Kept = { names: string[]; at: number };

const readKept = (): Kept => JSON.parse(localStorage.getItem(KEPT) ?? '{"names":[],"at":0}') as Kept;

/** One of them is gone: the others are asked for the next time. */
export const forgetProviders = (): void => localStorage.removeItem(KEPT);

let asking: Promise<Kept> | null = null;

/** A Daybook that keeps its accounts itself has no such route, and so none. */
async function ask(): Promise<Kept> {
  const names = await listProviders().catch((error: unknown) => {
    if (hasStatus(error, 404)) return [];
    throw error;
  });
  const kept: Kept = { names, at: Date.now() };
  localStorage.setItem(KEPT, JSON.stringify(kept));
  return kept;
}

/** The other providers one can sign in with: what is known of them at once, and asked for again after a while. */
export function useProviders(): string[] {
  const [{ names, at }, setKept] = useState(readKept);
  useEffect(() => {
    if (Date.now() - at < FRESH_MS) return;
    asking ??= ask().finally(() => {
      asking = null;
    });
    asking.then(setKept).catch(() => undefined); // the form is there all the same
  }, [at]);
  return names;
}
