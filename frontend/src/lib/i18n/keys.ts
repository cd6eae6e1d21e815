import type act from './messages/en/act.json';
import type auth from './messages/en/auth.json';
import type common from './messages/en/common.json';
import type freezes from './messages/en/freezes.json';
import type files from './messages/en/files.json';
import type habit from './messages/en/habit.json';
import type habits from './messages/en/habits.json';
import type insights from './messages/en/insights.json';
import type notes from './messages/en/notes.json';
import type notifications from './messages/en/notifications.json';
import type onboarding from './messages/en/onboarding.json';
import type outbox from './messages/en/outbox.json';
import type palette from './messages/en/palette.json';
import type rewards from './messages/en/rewards.json';
import type security from './messages/en/security.json';
import type settings from './messages/en/settings.json';
import type signin from './messages/en/signin.json';
import type tasks from './messages/en/tasks.json';
import type today from './messages/en/today.json';
import type transfer from './messages/en/transfer.json';
import type vacations from './messages/en/vacations.json';

/** The keys of the catalogue, area by area: a misspelt key is a type error. */
export type MessageKey = keyof (typeof act &
  typeof auth &
  typeof common &
  typeof freezes &
  typeof files &
  typeof habit &
  typeof habits &
  typeof insights &
  typeof notes &
  typeof notifications &
  typeof onboarding &
  typeof outbox &
  typeof palette &
  typeof rewards &
  typeof security &
  typeof settings &
  typeof signin &
  typeof tasks &
  typeof today &
  typeof transfer &
  typeof vacations);
