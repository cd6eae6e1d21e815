import { ApiError } from '@/lib/api/errors';
import { send } from '@/lib/api/transport';

export type Grant = { token: string; userId: string; expiresAt: number };

// The header makes the server keep the refresh token in an HttpOnly cookie instead of the body.
const HEADERS = { 'Content-Type': 'application/json', 'X-Daybook-Client': 'web' };

async function call(path: string, body: unknown): Promise<Response> {
  const url = new URL(`/v1/auth/${path}`, location.origin);
  const response = await send(
    new Request(url, {
      method: 'POST',
      headers: HEADERS,
      body: JSON.stringify(body),
      credentials: 'same-origin',
    }),
  );
  if (!response.ok) throw new ApiError(response, await response.json().catch(() => null));
  return response;
}

async function readGrant(response: Response): Promise<Grant> {
  const body = (await response.json()) as { access_token: string; expires_in: number };
  return {
    token: body.access_token,
    userId: subjectOf(body.access_token),
    expiresAt: Date.now() + body.expires_in * 1000,
  };
}

/** The user id in an access token (a JWT's `sub`). Only used to keep one person's cache apart from another's. */
export function subjectOf(token: string): string {
  const payload = token.split('.')[1] ?? '';
  const bytes = Uint8Array.from(atob(payload.replace(/-/g, '+').replace(/_/g, '/')), (char) =>
    char.charCodeAt(0),
  );
  const { sub } = JSON.parse(new TextDecoder().decode(bytes)) as { sub: string };
  return sub;
}

/** A second step that is asked for, good for a few minutes. */
export type Challenge = { session: string };

/** Opens a session in one of the API's ways: `login`, `mfa`, `mfa/recovery`. */
export async function requestSession(way: string, body: unknown): Promise<Grant | Challenge> {
  const response = await call(way, body);
  const answer = (await response.clone().json()) as { challenge?: string; session?: string };
  return answer.challenge === undefined ? readGrant(response) : { session: answer.session ?? '' };
}

export const requestRefresh = async (): Promise<Grant> => readGrant(await call('refresh', {}));

export const requestLogout = async (): Promise<void> => {
  await call('logout', {});
};
