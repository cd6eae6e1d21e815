import type { QueryClient } from '@tanstack/react-query';
import { t } from '@/lib/i18n';
import { leaveEdit } from '@/lib/outbox';

const KEY = 'daybook:device-name';
const TOLD = 'daybook:device-told:';

// Order matters: Edge and Opera also call themselves Chrome, and all of them Safari.
const BROWSERS = [
  ['Edge', /Edg(e|A|iOS)?\//],
  ['Opera', /OPR\//],
  ['Samsung Internet', /SamsungBrowser\//],
  ['Firefox', /Firefox\/|FxiOS\//],
  ['Chrome', /Chrome\/|CriOS\//],
  ['Safari', /Safari\//],
] as const;

const SYSTEMS = [
  ['Android', /Android/],
  ['iPhone', /iPhone/],
  ['iPad', /iPad/],
  ['Windows', /Windows/],
  ['Chrome OS', /CrOS/],
  ['Mac', /Macintosh/],
  ['Linux', /Linux/],
] as const;

const firstOf = (list: readonly (readonly [string, RegExp])[], agent: string): string | undefined =>
  list.find(([, pattern]) => pattern.test(agent))?.[0];

/** What to call this device as long as its person has not: “Firefox on Android”. */
export function defaultDeviceName(agent = navigator.userAgent): string {
  const browser = firstOf(BROWSERS, agent) ?? t('settings.device.unknown');
  const system = firstOf(SYSTEMS, agent);
  return system ? t('settings.device.default', { browser, system }) : browser;
}

/** The name that this device goes by. */
export const deviceName = (): string => localStorage.getItem(KEY) ?? defaultDeviceName();

/** Gives this device a name; the history of edits shows it on every device of the person. */
export function nameDevice(client: QueryClient, userId: string, name: string): void {
  if (name === defaultDeviceName()) localStorage.removeItem(KEY);
  else localStorage.setItem(KEY, name);
  localStorage.setItem(TOLD + userId, name);
  leaveEdit(client, 'device', { name }, name);
}

/** Whoever never named it still sees in the history which device it was. */
export function introduceDevice(client: QueryClient, userId: string): void {
  if (localStorage.getItem(TOLD + userId) === null) nameDevice(client, userId, deviceName());
}
