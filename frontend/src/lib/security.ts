import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { call } from '@/lib/api/call';
import { ApiError } from '@/lib/api/errors';
import type {
  AccessToken,
  Enrolment,
  MadeAccessToken,
  OpenSession,
  Security,
  SecurityEventPage,
  TokenRequest,
} from '@/lib/api/types';
import { sessionFetch } from '@/lib/session/sessionFetch';

const KEY = ['security'] as const;
const EVENTS_A_PAGE = 20;

/** @param staleTime how old the answer may be, in ms, for who asks in passing. */
export const useSecurity = (staleTime = 0) =>
  useQuery({
    queryKey: [...KEY, 'state'],
    queryFn: () => call<Security>('GET', '/users/me/security'),
    staleTime,
  });

export const useSessions = () =>
  useQuery({
    queryKey: [...KEY, 'sessions'],
    queryFn: async () => (await call<{ items: OpenSession[] }>('GET', '/users/me/sessions')).items,
    staleTime: 0,
  });

export const useAccessTokens = () =>
  useQuery({
    queryKey: [...KEY, 'tokens'],
    queryFn: async () => (await call<{ items: AccessToken[] }>('GET', '/users/me/tokens')).items,
    staleTime: 0,
  });

/** What happened to the account, newest first, page after page. */
export const useSecurityEvents = () =>
  useInfiniteQuery({
    queryKey: [...KEY, 'events'],
    queryFn: ({ pageParam }) =>
      call<SecurityEventPage>(
        'GET',
        `/users/me/events?limit=${EVENTS_A_PAGE}${pageParam ? `&cursor=${encodeURIComponent(pageParam)}` : ''}`,
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.next_cursor,
    staleTime: 0,
  });

/** After a change everything that is said of the account's safety is asked anew. */
export function useRenewSecurity(): () => Promise<void> {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: KEY });
}

type Codes = { recovery_codes: string[] };

/** A secret for the authenticator app; nothing is asked for before a code of it was shown. */
export const beginSecondStep = (password: string): Promise<Enrolment> =>
  call('POST', '/users/me/mfa', { password });

export const verifySecondStep = async (code: string): Promise<string[]> =>
  (await call<Codes>('POST', '/users/me/mfa/verify', { code })).recovery_codes;

export const endSecondStep = (password: string): Promise<void> =>
  call('POST', '/users/me/mfa/disable', { password });

export const newRecoveryCodes = async (password: string): Promise<string[]> =>
  (await call<Codes>('POST', '/users/me/mfa/recovery-codes', { password })).recovery_codes;

export const changePassword = (current_password: string, new_password: string): Promise<void> =>
  call('POST', '/users/me/password', { current_password, new_password });

export const beginEmailChange = (email: string, password: string): Promise<void> =>
  call('POST', '/users/me/email', { email, password });

export const confirmEmailChange = (code: string): Promise<unknown> =>
  call('POST', '/users/me/email/confirm', { code });

export const endSession = (id: string): Promise<void> =>
  call('DELETE', `/users/me/sessions/${encodeURIComponent(id)}`);

export const endSessions = (keepCurrent: boolean): Promise<void> =>
  call('DELETE', `/users/me/sessions?keep_current=${String(keepCurrent)}`);

export const makeAccessToken = (token: TokenRequest): Promise<MadeAccessToken> =>
  call('POST', '/users/me/tokens', token);

export const deleteAccessToken = (id: string): Promise<void> =>
  call('DELETE', `/users/me/tokens/${encodeURIComponent(id)}`);

/** Closes the account; it can be kept until what is answered. */
export const closeAccount = (password: string): Promise<{ erase_at: string }> =>
  call('DELETE', '/users/me', { password });

export const keepAccount = (): Promise<void> => call('POST', '/users/me/keep');

/** Everything that is stored about the person, as the file that the API makes of it. */
export async function fetchEverything(): Promise<Blob> {
  const response = await sessionFetch(new Request(`${location.origin}/v1/users/me/export`));
  if (!response.ok) throw new ApiError(response, await response.json().catch(() => null));
  return response.blob();
}
