import { t, type MessageKey } from '@/lib/i18n';

/** Why signing in elsewhere came to nothing, by the code in the address (functions/hosted_login). */
const SAID: Readonly<Record<string, MessageKey>> = {
  'account-not-usable': 'auth.problem.account',
  'address-not-proven': 'auth.problem.address',
  'not-found': 'auth.problem.gone',
  'second-factor': 'auth.problem.second',
  'sign-in-expired': 'auth.problem.expired',
  'sign-in-refused': 'auth.problem.refused',
  throttled: 'error.throttled',
  unavailable: 'auth.problem.unavailable',
};

/** Never the code itself: whoever makes a link could put words into our mouth. */
export const describeProblem = (code: string): string =>
  t((Object.hasOwn(SAID, code) && SAID[code]) || 'auth.problem.other');
