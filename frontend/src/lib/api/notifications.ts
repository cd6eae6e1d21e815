import type { components } from './schema';

type Schemas = components['schemas'];

/** Something that the person was told, in their language. `ref` says what it is about, by kind. */
export type Notification = Schemas['Notification'];
export type NotificationPage = Schemas['NotificationPage'];
export type NotificationKind = Notification['kind'];

/** What the person wants to be told of, and how. */
export type NotificationPreferences = Schemas['NotificationPreferences'];
export type NotificationChannel = 'in_app' | 'mail' | 'sms';
export type PushDevice = Schemas['PushDevice'];
export type PushKey = Schemas['PushKey'];
export type PreferencesChange = Schemas['PreferencesChange'];
export type QuietHours = Schemas['QuietHours'];

/** What a link of a mail does, or has done. */
export type LinkAction = Schemas['LinkAction'];
