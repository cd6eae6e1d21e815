import { send } from '@/lib/api/transport';
import { NetworkError } from '@/lib/api/errors';
import { currentToken, getSession, refreshToken } from './store';

function withToken(request: Request, token: string): Request {
  const headers = new Headers(request.headers);
  headers.set('Authorization', `Bearer ${token}`);
  return new Request(request, { headers });
}

/**
 * A token of the person who is here now. In another tab somebody else may have logged in meanwhile: the cookie is then
 * theirs, and nothing of one person may be asked or sent in the name of another.
 */
async function ownToken(userId: string | null, token: () => Promise<string>): Promise<string> {
  const found = await token();
  if (getSession().userId !== userId) throw new NetworkError('somebody else has logged in');
  return found;
}

/** `fetch` with the session's token. A 401 renews the session once and repeats the request; a second one is the answer. */
export async function sessionFetch(request: Request): Promise<Response> {
  const { userId } = getSession();
  const again = request.clone();
  const response = await send(withToken(request, await ownToken(userId, currentToken)));
  if (response.status !== 401) return response;
  return send(withToken(again, await ownToken(userId, refreshToken)));
}
