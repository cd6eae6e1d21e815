import { t } from '@/lib/i18n';

const KEY = 'daybook:device-name';

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

/** The name that this device goes by, and whether the person's account was told of it. */
export const deviceName = (): string => localStorage.getItem(KEY) ?? defaultDeviceName();

export const keepDeviceName = (name: string): void => {
  localStorage.setItem(KEY, name);
};
