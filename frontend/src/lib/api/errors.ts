/** An RFC 9457 problem, as far as the app reads it. API Gateway's own answers have another shape: only the status counts then. */
type Problem = { type?: string; detail?: string; errors?: { pointer: string; detail: string }[] };

/** The server answered, and it was no. */
export class ApiError extends Error {
  readonly status: number;
  /** The kebab-case end of the problem's type, e.g. `email-not-confirmed`; empty when there is none. */
  readonly code: string;
  readonly detail: string;
  /** JSON pointer → what is wrong there. */
  readonly fields: Readonly<Record<string, string>>;
  /** How long the server asks to wait. */
  readonly retryAfterMs: number | null;
  readonly requestId: string | null;

  constructor(response: Response, body: unknown) {
    super(`HTTP ${response.status}`);
    this.name = 'ApiError';
    const problem = readProblem(body);
    this.status = response.status;
    this.code = problem.type?.split(/[:/]/).pop() ?? '';
    this.detail = problem.detail ?? '';
    this.fields = Object.fromEntries((problem.errors ?? []).map((entry) => [entry.pointer, entry.detail]));
    this.requestId = response.headers.get('X-Request-Id');
    this.retryAfterMs = readRetryAfter(response.headers.get('Retry-After'));
  }
}

/** The server could not be reached at all. */
export class NetworkError extends Error {
  constructor(cause?: unknown) {
    super('The server could not be reached', { cause });
    this.name = 'NetworkError';
  }
}

function readProblem(body: unknown): Problem {
  return typeof body === 'object' && body !== null && 'status' in body ? (body as Problem) : {};
}

function readRetryAfter(header: string | null): number | null {
  const seconds = Number(header);
  return header && Number.isFinite(seconds) ? seconds * 1000 : null;
}

export const hasStatus = (error: unknown, ...statuses: number[]): boolean =>
  error instanceof ApiError && statuses.includes(error.status);

/** PostgreSQL may sleep; the API then answers 503 with Retry-After until it is awake. */
export const isWakingUp = (error: unknown): boolean => error instanceof ApiError && error.status === 503;

/** Worth trying again by itself: nothing was wrong with what was asked. */
export const isTransient = (error: unknown): boolean =>
  error instanceof NetworkError ||
  (error instanceof ApiError && (error.status === 429 || error.status >= 500));

export function retryDelay(attempt: number, error: unknown): number {
  if (error instanceof ApiError && error.retryAfterMs !== null) return Math.min(error.retryAfterMs, 60_000);
  return Math.min(1000 * 2 ** attempt, 30_000);
}
