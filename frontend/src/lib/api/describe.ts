import { locale, t } from '@/lib/i18n';
import { ApiError, NetworkError } from './errors';

/** A waiting time as one says it: in 40 seconds, in 3 minutes, in 24 hours. */
function waitingTime(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  const format = new Intl.RelativeTimeFormat(locale());
  if (seconds < 100) return format.format(seconds, 'second');
  const minutes = Math.ceil(seconds / 60);
  return minutes < 100 ? format.format(minutes, 'minute') : format.format(Math.ceil(minutes / 60), 'hour');
}

/** What to tell a person: what was wrong and what to do. Goes by the status, since API Gateway's own bodies say little. */
export function describeError(error: unknown): string {
  if (error instanceof NetworkError) return t('error.offline');
  if (!(error instanceof ApiError)) return t('error.server');
  switch (error.status) {
    case 401:
      return t('error.session');
    case 403:
      return t('error.forbidden');
    case 404:
      return t('error.missing');
    case 429:
      return error.retryAfterMs === null
        ? t('error.throttled')
        : t('error.throttled.wait', { when: waitingTime(error.retryAfterMs) });
    case 503:
      return t('waking.text');
  }
  return error.status >= 500 ? t('error.server') : error.detail || t('error.rejected');
}
