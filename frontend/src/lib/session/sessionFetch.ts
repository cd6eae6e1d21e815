import { send } from '@/lib/api/transport';
import { currentToken, refreshToken } from './store';

function withToken(request: Request, token: string): Request {
  const headers = new Headers(request.headers);
  headers.set('Authorization', `Bearer ${token}`);
  return new Request(request, { headers });
}

/** `fetch` with the session's token. A 401 renews the session once and repeats the request; a second one is the answer. */
export async function sessionFetch(request: Request): Promise<Response> {
  const again = request.clone();
  const response = await send(withToken(request, await currentToken()));
  if (response.status !== 401) return response;
  return send(withToken(again, await refreshToken()));
}
