export type Context = { request: Request; url: URL; body: Record<string, unknown>; parts: string[] };
export type Reply = { status?: number; body?: unknown; headers?: Record<string, string> };

/** A problem as the API words it (RFC 9457). */
export function problem(
  status: number,
  code: string,
  detail: string,
  errors?: { pointer: string; detail: string }[],
): Reply {
  const body = {
    type: `urn:daybook:problem:${code}`,
    title: code,
    status,
    detail,
    instance: 'request-1',
    errors,
  };
  return {
    status,
    body,
    headers: { 'Content-Type': 'application/problem+json', 'X-Request-Id': 'request-1' },
  };
}

export const notFound = (): Reply => problem(404, 'not-found', 'There is nothing here.');

const STAMP = ['edited_at', 'device', 'sequence'];

/** What a body says beside the stamp of the edit. */
export const withoutStamp = (body: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(body).filter(([name]) => !STAMP.includes(name)));
