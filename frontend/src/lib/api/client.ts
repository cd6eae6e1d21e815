import createClient from 'openapi-fetch';
import { ApiError } from './errors';
import type { paths } from './schema';
import { send } from './transport';

/** Calls that need no token: signing up. */
export const publicApi = createClient<paths>({ baseUrl: location.origin, fetch: send });

type Answer<T> = { data?: T; error?: unknown; response: Response };

/**
 * The body of an answer.
 * @throws ApiError when the server said no, NetworkError when it was not reached.
 */
export async function unwrap<T>(call: Promise<Answer<T>>): Promise<T> {
  const { data, error, response } = await call;
  if (!response.ok) throw new ApiError(response, error);
  return data as T;
}
