import { browserZone } from './days';

/** Every time zone that this browser knows, the present one and UTC at least. */
export function allZones(current: string): string[] {
  const known = 'supportedValuesOf' in Intl ? Intl.supportedValuesOf('timeZone') : [];
  return [...new Set([...known, 'UTC', browserZone(), current])].sort();
}

/** Whether the browser can tell the time there. */
export function isZone(zone: string): boolean {
  try {
    return zone !== '' && Boolean(new Intl.DateTimeFormat('en', { timeZone: zone }));
  } catch {
    return false;
  }
}

/** A zone's name as people read it. */
export const zoneLabel = (zone: string): string => zone.replaceAll('_', ' ');
