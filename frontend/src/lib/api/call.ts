import { sessionFetch } from '@/lib/session/sessionFetch';
import { ApiError } from './errors';

/**
 * A call of a route that the generated client does not know yet.
 * @param path below /v1.
 * @throws ApiError when the server said no, NetworkError when it was not reached.
 */
export async function call<T>(method: string, path: string, body?: unknown): Promise<T> {
  const response = await sessionFetch(
    new Request(`${location.origin}/v1${path}`, {
      method,
      headers: { 'Content-Type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }),
  );
  const text = await response.text();
  const answer: unknown = text ? JSON.parse(text) : undefined;
  if (!response.ok) throw new ApiError(response, answer);
  return answer as T;
}
