import { expect, it } from 'vitest';
import { newUlid } from './ulid';

it('has the form that the API takes', () => {
  expect(newUlid()).toMatch(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/);
});

it('carries the time as the specification writes it', () => {
  // The example of https://github.com/ulid/javascript: 1469918176385 → 01ARYZ6S41…
  expect(newUlid(1469918176385).slice(0, 10)).toBe('01ARYZ6S41');
});

it('is another one each time', () => {
  expect(new Set(Array.from({ length: 1000 }, () => newUlid(1))).size).toBe(1000);
});
