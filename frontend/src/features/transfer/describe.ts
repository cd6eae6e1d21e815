import { locale } from '@/lib/i18n';

const UNITS = ['kilobyte', 'megabyte'] as const;

/** A file's size as people read it: 12 kB, 3.4 MB. */
export function formatBytes(bytes: number): string {
  const large = bytes >= 1_000_000;
  return new Intl.NumberFormat(locale(), {
    style: 'unit',
    unit: UNITS[large ? 1 : 0],
    maximumFractionDigits: large ? 1 : 0,
  }).format(large ? bytes / 1_000_000 : Math.max(1, bytes / 1_000));
}

/** When something was made, in the reader's own time. */
export const formatInstant = (instant: string): string =>
  new Intl.DateTimeFormat(locale(), { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(instant));
