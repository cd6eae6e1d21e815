import { describe, expect, it } from 'vitest';
import { describeError } from './describe';
import { ApiError, isTransient, NetworkError, retryDelay } from './errors';

const answer = (status: number, headers?: Record<string, string>) =>
  new Response(null, headers ? { status, headers } : { status });

const invalid = new ApiError(answer(422, { 'X-Request-Id': 'r-1' }), {
  type: 'urn:daybook:problem:invalid',
  status: 422,
  detail: 'Some fields are wrong.',
  errors: [{ pointer: '/name', detail: 'must not be empty' }],
});

describe('a problem of the API', () => {
  it('keeps its code, its fields and the reference to ask about', () => {
    expect(invalid.code).toBe('invalid');
    expect(invalid.fields).toEqual({ '/name': 'must not be empty' });
    expect(invalid.requestId).toBe('r-1');
  });

  it('goes by the status when the gateway answered in its own words', () => {
    const error = new ApiError(answer(503), { message: 'Service Unavailable' });
    expect(error.detail).toBe('');
    expect(describeError(error)).toContain('moment');
  });

  it.each([
    ['40', /in 40 seconds/],
    ['170', /in 3 minutes/],
    ['86400', /in 24 hours/],
  ])('says how long to wait: %s seconds', (seconds, expected) => {
    const error = new ApiError(answer(429, { 'Retry-After': seconds }), null);
    expect(describeError(error)).toMatch(expected);
  });

  it('never shows what a failed server says', () => {
    const error = new ApiError(answer(500), { status: 500, detail: 'Traceback (most recent call last)' });
    expect(describeError(error)).not.toContain('Traceback');
  });
});

describe('trying again', () => {
  it('waits as long as the server asks', () => {
    expect(retryDelay(0, new ApiError(answer(503, { 'Retry-After': '5' }), null))).toBe(5000);
  });

  it('waits longer each time otherwise, up to half a minute', () => {
    const delays = [0, 1, 2, 10].map((attempt) => retryDelay(attempt, new NetworkError()));
    expect(delays).toEqual([1000, 2000, 4000, 30_000]);
  });

  it.each<[Error, boolean]>([
    [new NetworkError(), true],
    [new ApiError(answer(429), null), true],
    [new ApiError(answer(502), null), true],
    [new ApiError(answer(409), null), false],
    [invalid, false],
    [new TypeError('a mistake of ours'), false],
  ])('%s: %s', (error, expected) => {
    expect(isTransient(error)).toBe(expected);
  });
});
