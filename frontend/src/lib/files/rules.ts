import type { FilePurpose, FileType } from '@/lib/api/types';

/** As the server has them (shared/media/kinds.py). */
const PICTURES: readonly FileType[] = ['image/jpeg', 'image/png', 'image/webp', 'image/gif'];
const DOCUMENT: FileType = 'application/pdf';
const MOST_BYTES = 15 * 1024 * 1024;
export const MOST_FILES = 20;

export const isPicture = (type: string): boolean => PICTURES.some((known) => known === type);

/** What a file of this purpose may be, as `accept` of a field wants it. */
export const acceptOf = (purpose: FilePurpose): string =>
  [...PICTURES, ...(purpose === 'photo' ? [] : [DOCUMENT])].join();

/** Why a file need not even be tried; null when it may be. */
export function objection(
  purpose: FilePurpose,
  { type, size }: Pick<File, 'type' | 'size'>,
): 'empty' | 'large' | 'type' | 'picture' | null {
  if (size === 0) return 'empty';
  if (size > MOST_BYTES) return 'large';
  if (isPicture(type)) return null;
  if (purpose === 'photo') return 'picture';
  return type === DOCUMENT ? null : 'type';
}

const UNITS = [
  ['gigabyte', 1e9],
  ['megabyte', 1e6],
  ['kilobyte', 1e3],
] as const;

/** A size in the reader's units. */
export function formatBytes(bytes: number, locale: string): string {
  const [unit, of] = UNITS.find(([, least]) => bytes >= least) ?? UNITS[2];
  const format = { style: 'unit', unit, maximumFractionDigits: bytes < 1e6 ? 0 : 1 } as const;
  return new Intl.NumberFormat(locale, format).format(Math.max(bytes / of, unit === 'kilobyte' ? 1 : 0));
}
