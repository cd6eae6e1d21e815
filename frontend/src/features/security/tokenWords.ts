import type { Scope } from '@/lib/api/types';
import type { MessageKey } from '@/lib/i18n';

/** What a token may do, in plain words. */
export const SCOPES: readonly (readonly [Scope, MessageKey])[] = [
  ['habits:read', 'tokens.scope.habits_read'],
  ['habits:write', 'tokens.scope.habits_write'],
  ['profile:read', 'tokens.scope.profile_read'],
  ['profile:write', 'tokens.scope.profile_write'],
  ['notifications:read', 'tokens.scope.notifications_read'],
  ['notifications:write', 'tokens.scope.notifications_write'],
  ['rewards:read', 'tokens.scope.rewards_read'],
  ['rewards:write', 'tokens.scope.rewards_write'],
];

/** Days, or for ever. */
export const EXPIRIES: readonly (readonly [number | null, MessageKey])[] = [
  [30, 'tokens.expiry.month'],
  [90, 'tokens.expiry.quarter'],
  [365, 'tokens.expiry.year'],
  [null, 'tokens.expiry.never'],
];
