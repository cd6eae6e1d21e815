import { useSyncExternalStore } from 'react';
import { ApiError, NetworkError } from '@/lib/api/errors';
import { endPush } from '@/lib/pwa/subscription';
import { comeBack } from './elsewhere';
import { requestLogout, requestRefresh, requestSession, type Grant } from './sessionApi';
import { inTurn } from './turn';

/**
 * Who is here. `restoring`: the same browser was signed in before, and the refresh cookie is being tried; what is
 * known of that person is shown meanwhile, also without a network. `arriving`: back from another provider's page, and
 * who it is will be known in a moment.
 */
export type Session = { state: 'restoring' | 'arriving' | 'in' | 'out'; userId: string | null };

const LAST_USER = 'daybook:user';
// A logout that did not reach the server: the cookie is still good and has to go at the next start.
const OWED_LOGOUT = 'daybook:logout';
const RENEW_BEFORE_MS = 30_000;

const listeners = new Set<() => void>();
const channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('daybook-session');
let session: Session = initial();
let grant: Grant | null = null; // in memory only: a script that reads storage finds no token
let renewal: Promise<string> | null = null;
let ended = 0; // sessions that ended here: an answer that was asked for before the end opens nothing

function initial(): Session {
  const userId = localStorage.getItem(LAST_USER);
  return userId ? { state: 'restoring', userId } : { state: 'out', userId: null };
}

function become(next: Session): void {
  session = next;
  listeners.forEach((listener) => {
    listener();
  });
}

function admit(next: Grant): string {
  grant = next;
  localStorage.removeItem(OWED_LOGOUT);
  localStorage.setItem(LAST_USER, next.userId);
  if (session.state !== 'in' || session.userId !== next.userId) become({ state: 'in', userId: next.userId });
  return next.token;
}

/** Ends the session here. The person's cache and queue stay, so that they survive a new login. */
export function dropSession(): void {
  ended += 1;
  grant = null;
  localStorage.removeItem(LAST_USER);
  endPush().catch(() => undefined); // without a worker there is nothing to end
  if (session.state !== 'out') become({ state: 'out', userId: null });
}

/** The API's own no. What stands between (a hotel's page, a firewall) has no code and ends nothing. */
const isRefusal = (error: unknown): boolean =>
  error instanceof ApiError && error.status < 500 && error.status !== 429 && error.code !== '';

async function renew(): Promise<string> {
  const before = ended;
  try {
    const next = await inTurn(requestRefresh);
    if (ended !== before) throw new NetworkError('signed out meanwhile');
    return admit(next);
  } catch (error) {
    if (ended === before && isRefusal(error)) dropSession();
    throw error;
  }
}

/** A fresh token; calls at the same time share one renewal. Rejects, and signs out, when the cookie no longer counts. */
export function refreshToken(): Promise<string> {
  renewal ??= renew().finally(() => {
    renewal = null;
  });
  return renewal;
}

/** A token that is good for the next half minute. */
export async function currentToken(): Promise<string> {
  if (session.state === 'out') throw new NetworkError('signed out');
  return grant && grant.expiresAt - RENEW_BEFORE_MS > Date.now() ? grant.token : refreshToken();
}

async function payLogout(): Promise<void> {
  await inTurn(requestLogout);
  localStorage.removeItem(OWED_LOGOUT);
}

/** Where the server sends who has signed in elsewhere. */
const ARRIVAL = '/';

function arrive(next: string): void {
  history.replaceState(null, '', next);
  become({ state: 'arriving', userId: null });
  refreshToken().catch((error: unknown) => {
    if (session.state !== 'arriving') return;
    if (!isRefusal(error)) history.replaceState(null, '', '/login?problem=unavailable');
    dropSession();
  });
}

/** Tries the refresh cookie at start. Not reaching the server leaves the session `restoring`. */
export function restoreSession(): void {
  if (session.state === 'restoring') refreshToken().catch(() => undefined);
  // Before anything else: the cookie that is still there may be that of who wanted to be logged out.
  else if (localStorage.getItem(OWED_LOGOUT)) payLogout().catch(() => undefined);
  else if (location.pathname === ARRIVAL) {
    const next = comeBack();
    if (next !== null) arrive(next);
  }
}

/** A page that the browser had put aside (back button) is shown again, and somebody came or left meanwhile. */
function wakeUp({ persisted }: PageTransitionEvent): void {
  if (!persisted) return;
  const userId = localStorage.getItem(LAST_USER);
  if (userId === null && session.state === 'in') dropSession();
  else if (userId !== null && userId !== session.userId) {
    grant = null;
    become({ state: 'restoring', userId });
    restoreSession();
  }
}

window.addEventListener('pageshow', wakeUp);

/** Opens a session. @returns null, or the second step's session when one is asked for. */
async function enter(way: string, body: unknown): Promise<string | null> {
  // In turn: the answer to an older renewal must not put its cookie over that of who logs in.
  const answer = await inTurn(() => requestSession(way, body));
  if ('session' in answer) return answer.session;
  admit(answer);
  return null;
}

export const logIn = (email: string, password: string): Promise<string | null> =>
  enter('login', { email, password });

/** The second step. */
export const answerChallenge = (session: string, code: string): Promise<string | null> =>
  enter('mfa', { session, code });

/** Instead of the second step, which is off afterwards. */
export const recover = (email: string, password: string, recovery_code: string): Promise<string | null> =>
  enter('mfa/recovery', { email, password, recovery_code });

export async function logOut(): Promise<void> {
  try {
    await inTurn(requestLogout);
  } catch (error) {
    if (!(error instanceof NetworkError || error instanceof ApiError)) throw error;
    localStorage.setItem(OWED_LOGOUT, 'yes');
  }
  dropSession();
  channel?.postMessage('out');
}

channel?.addEventListener('message', dropSession);

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const getSession = (): Session => session;
export const useSession = (): Session => useSyncExternalStore(subscribe, getSession);
