import { t } from '@/lib/i18n';
import { ApiError, NetworkError } from './errors';

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
      return t('error.throttled');
    case 503:
      return t('waking.text');
  }
  return error.status >= 500 ? t('error.server') : error.detail || t('error.rejected');
}
