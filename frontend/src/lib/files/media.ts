import { useSyncExternalStore } from 'react';
import { call } from '@/lib/api/call';
import { onlineManager } from '@tanstack/react-query';

/**
 * Pictures lie below /media and are shown to who has their owner's cookies, which POST /media/session gives for twelve
 * hours. They are asked for before the first picture, when they have run out, and when a picture is refused.
 */

const UNTIL = 'daybook:media';
const MARGIN_MS = 60_000;
const AGAIN_MS = 60_000;

type Session = { userId: string; until: number };

let opening: Promise<void> | null = null;
let failedAt = 0;
/** Changes with every session that was opened: pictures that were refused are loaded again. */
let count = 0;
const listeners = new Set<() => void>();

function known(): Session | null {
  try {
    return JSON.parse(localStorage.getItem(UNTIL) ?? 'null') as Session | null;
  } catch {
    return null;
  }
}

const isOpen = (userId: string): boolean => {
  const session = known();
  return session?.userId === userId && session.until > Date.now() + MARGIN_MS;
};

function tell(): void {
  listeners.forEach((listener) => listener());
}

async function open(userId: string): Promise<void> {
  try {
    const { expires_at } = await call<{ expires_at: string }>('POST', '/media/session');
    localStorage.setItem(UNTIL, JSON.stringify({ userId, until: Date.parse(expires_at) }));
    count += 1;
  } catch {
    failedAt = Date.now(); // a page full of pictures does not ask twenty times
  } finally {
    opening = null;
    tell();
  }
}

const ownerOf = (address: string): string => address.split('/')[2] ?? '';

/** Asks for the cookies, unless they are here or were asked for just now. */
export function wantMedia(address: string, refused = false): void {
  const userId = ownerOf(address);
  if (refused && isOpen(userId)) localStorage.removeItem(UNTIL);
  const tooSoon = Date.now() - failedAt < AGAIN_MS || !onlineManager.isOnline();
  if (!isOpen(userId) && !tooSoon) opening ??= open(userId);
}

/** Takes the cookies away again; for who leaves. */
export async function closeMedia(): Promise<void> {
  if (!known()) return;
  localStorage.removeItem(UNTIL);
  await call('DELETE', '/media/session').catch(() => undefined);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Whether a picture of this address can be asked for, and how often the cookies were renewed. */
export function useMedia(address: string): { ready: boolean; round: number } {
  const round = useSyncExternalStore(subscribe, () => (isOpen(ownerOf(address)) ? count : -1));
  return { ready: round >= 0, round };
}
