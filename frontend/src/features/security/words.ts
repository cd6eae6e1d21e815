import { ApiError } from '@/lib/api/errors';
import { explainFields } from '@/components/newPassword';
import type { SecurityEvent } from '@/lib/api/types';
import { locale, t, type MessageKey } from '@/lib/i18n';

/** The moment in the reader's own way and time. */
export const momentOf = (at: string): string =>
  new Intl.DateTimeFormat(locale(), { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(at));

export const dateOf = (at: string): string =>
  new Intl.DateTimeFormat(locale(), { dateStyle: 'long' }).format(new Date(at));

/** The server's names of devices are English: "Firefox on Linux". */
export function deviceOf(name: string): string {
  if (name === '' || name === 'Unknown device') return t('security.device.unknown');
  if (name === 'Another client') return t('security.device.other');
  const [, browser, system] = /^(.+) on (.+)$/.exec(name) ?? [];
  return browser && system ? t('security.device', { browser, system }) : name;
}

const KINDS: Readonly<Record<SecurityEvent['kind'], MessageKey>> = {
  signed_in: 'security.event.signed_in',
  signed_out: 'security.event.signed_out',
  session_ended: 'security.event.session_ended',
  session_reuse: 'security.event.session_reuse',
  password_changed: 'security.event.password_changed',
  password_reset: 'security.event.password_reset',
  email_changed: 'security.event.email_changed',
  mfa_on: 'security.event.mfa_on',
  mfa_off: 'security.event.mfa_off',
  recovery_used: 'security.event.recovery_used',
  recovery_codes_made: 'security.event.recovery_codes_made',
  token_made: 'security.event.token_made',
  token_deleted: 'security.event.token_deleted',
  account_closing: 'security.event.account_closing',
  account_kept: 'security.event.account_kept',
};

/** What happened; a kind that only a newer version of the app knows is named as the server names it. */
export function eventOf(kind: string): string {
  const known = (KINDS as Readonly<Record<string, MessageKey>>)[kind];
  return known ? t(known) : kind.replaceAll('_', ' ');
}

/** What a form that asks for the password says of a refusal. @param pointer the password's field. */
export const explainPassword =
  (pointer = '/password') =>
  (error: unknown): string | Record<string, string> | null => {
    const code = error instanceof ApiError ? error.code : '';
    if (code === 'wrong-password') return { [pointer]: t('security.password.wrong') };
    return code === 'mfa-on' || code === 'mfa-off' ? t('security.mfa.elsewhere') : explainFields(error);
  };
