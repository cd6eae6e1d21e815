import type { ImportSource } from '@/lib/api/types';
import { t } from '@/lib/i18n';
import { formatBytes } from './describe';

export const SOURCES: readonly ImportSource[] = ['auto', 'loop', 'habitica', 'beaver', 'daybook', 'csv'];

const MAX_BYTES = 50 * 1024 * 1024;
const MAX_NAME = 200;

/** Why a file need not be sent at all; null when it can be. */
export function fileRefusal({ size }: { size: number }): string | null {
  if (size === 0) return t('transfer.pick.empty');
  return size > MAX_BYTES ? t('transfer.pick.large', { size: formatBytes(size) }) : null;
}

/** A file's name within what the API takes, with its end: that is where the kind stands. */
export const shortName = (name: string): string =>
  name.length > MAX_NAME ? `…${name.slice(1 - MAX_NAME)}` : name;
