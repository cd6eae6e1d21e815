import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { ApiError } from '@/lib/api/errors';
import { explainFields } from './newPassword';

const SOURCE = readFileSync(`${import.meta.dirname}/../../../shared/identity/passwords.py`, 'utf8');
const sentences = [...SOURCE.matchAll(/^TOO_\w+ = f?"(.+)"|^BREACHED = "(.+)"/gm)].map(([, one, other]) =>
  (one ?? other ?? '').replace('{MIN_LENGTH}', '12').replace('{MAX_LENGTH}', '256'),
);

it('finds what the server says of passwords', () => expect(sentences).toHaveLength(5));

it.each(sentences)('says in the reader’s language: %s', (detail) => {
  const body = { status: 422, errors: [{ pointer: '/new_password', detail }] };
  const said = explainFields(new ApiError(new Response(null, { status: 422 }), body))?.['/new_password'];
  expect(said).toMatch(/^[A-Z]/);
  expect(said).not.toContain(detail);
});
