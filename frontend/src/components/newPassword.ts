import { ApiError } from '@/lib/api/errors';
import { t, type MessageKey } from '@/lib/i18n';

const MIN_PASSWORD = 12;

/** What the server says of a password, by how its sentence begins (shared/identity/passwords.py), in the reader's language. */
const SAID: readonly (readonly [RegExp, MessageKey])[] = [
  [/at least 12/, 'auth.password.short'],
  [/at most 256/, 'auth.password.long'],
  [/stolen passwords/, 'auth.password.breached'],
  [/repeated or counted up/, 'auth.password.plain'],
  [/too close to/, 'auth.password.close'],
  [/the one that you have now/, 'auth.password.same'],
];
const SAID_OF_ADDRESSES: readonly (readonly [RegExp, MessageKey])[] = [
  [/your address already/, 'auth.email.same'],
  [/like name@example/, 'auth.email.invalid'],
];

/** What can be said of a new password before the server is asked. @param pointer the field's name in the request. */
export const checkNewPassword = (password: string, pointer = '/password'): Record<string, string> =>
  password.length >= MIN_PASSWORD ? {} : { [pointer]: t('auth.password.short') };

/** The fields that the server found fault with, in the app's words where it has them; null when it named none. */
export function explainFields(error: unknown): Record<string, string> | null {
  if (!(error instanceof ApiError) || Object.keys(error.fields).length === 0) return null;
  const words = ([pointer, detail]: [string, string]): [string, string] => {
    if (pointer === '/code') return [pointer, t('auth.code.wrong')];
    const said = pointer.endsWith('password') ? SAID : pointer === '/email' ? SAID_OF_ADDRESSES : [];
    const known = said.find(([sentence]) => sentence.test(detail));
    return [pointer, known ? t(known[1]) : detail];
  };
  return Object.fromEntries(Object.entries(error.fields).map(words));
}
