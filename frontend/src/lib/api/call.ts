import { sessionFetch } from '@/lib/session/sessionFetch';
import { ApiError, NetworkError } from './errors';

/**
 * A call with the session's token; a 401 renews the session once and repeats the call.
 * @param path below /v1, with its query.
 * @throws ApiError when the server said no, NetworkError when it was not reached, or something else answered in its
 * place (the page of a hotel's wireless network is no answer).
 */
export async function call<T>(
  method: string,
  path: string,
  body?: unknown,
  headers?: Record<string, string>,
): Promise<T> {
  const response = await sessionFetch(
    new Request(`${location.origin}/v1${path}`, {
      method,
      headers: { 'Content-Type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }),
  );
  const text = await response.text();
  if (!response.ok) throw new ApiError(response, parsed(text));
  const answer = text ? parsed(text) : undefined;
  if (text && answer === undefined) throw new NetworkError('not an answer of the API');
  return answer as T;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
