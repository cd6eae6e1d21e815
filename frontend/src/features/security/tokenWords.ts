import type { Scope } from '@/lib/api/types';
import type { MessageKey } from '@/lib/i18n';

/** What a token may do, in plain words: all that the server gives to tokens. */
const WORDS: Readonly<Record<Scope, MessageKey>> = {
  'habits:read': 'tokens.scope.habits_read',
  'habits:write': 'tokens.scope.habits_write',
  'tasks:read': 'tokens.scope.tasks_read',
  'tasks:write': 'tokens.scope.tasks_write',
  'notes:read': 'tokens.scope.notes_read',
  'notes:write': 'tokens.scope.notes_write',
  'files:read': 'tokens.scope.files_read',
  'files:write': 'tokens.scope.files_write',
  'rewards:read': 'tokens.scope.rewards_read',
  'rewards:write': 'tokens.scope.rewards_write',
  'analytics:read': 'tokens.scope.analytics_read',
  'analytics:write': 'tokens.scope.analytics_write',
  'notifications:read': 'tokens.scope.notifications_read',
  'notifications:write': 'tokens.scope.notifications_write',
  'profile:read': 'tokens.scope.profile_read',
  'profile:write': 'tokens.scope.profile_write',
};

export const SCOPES = Object.entries(WORDS) as [Scope, MessageKey][];

/** Days, or for ever. */
export const EXPIRIES: readonly (readonly [number | null, MessageKey])[] = [
  [30, 'tokens.expiry.month'],
  [90, 'tokens.expiry.quarter'],
  [365, 'tokens.expiry.year'],
  [null, 'tokens.expiry.never'],
];
