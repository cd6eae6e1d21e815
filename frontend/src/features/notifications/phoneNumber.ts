import { ApiError } from '@/lib/api/errors';
import { t } from '@/lib/i18n';

/** As the API wants it (E.164): +, country code, number; null when that cannot be made of what was typed. */
export function internationalNumber(typed: string): string | null {
  const number = typed.replace(/[\s()./-]/g, '').replace(/^00/, '+');
  return /^\+[1-9]\d{6,14}$/.test(number) ? number : null;
}

/** For reading: the digits in groups. */
export const readable = (number: string): string => number.replace(/^(\+\d{2})(\d{3})(\d+)$/, '$1 $2 $3');

/** What the server says of a number, in the reader's words. */
export function explainNumber(error: unknown): Record<string, string> | null {
  if (!(error instanceof ApiError) || error.status !== 422) return null;
  const same = error.fields['/number']?.includes('already');
  return { '/number': t(same ? 'notify.phone.same' : 'notify.phone.unreachable') };
}

export const explainCode = (error: unknown): Record<string, string> | null =>
  error instanceof ApiError && error.status === 422 ? { '/code': t('notify.phone.code.wrong') } : null;
