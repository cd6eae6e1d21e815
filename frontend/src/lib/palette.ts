import { useSyncExternalStore } from 'react';

/** The colours of a theme that the person has got for points; the app's own without one. Each works light and dark. */
export type Palette = 'forest' | 'ocean' | 'sunset';

// public/theme.js reads the same key before the first paint.
const KEY = 'daybook:palette';
const PALETTES: readonly Palette[] = ['forest', 'ocean', 'sunset'];
const listeners = new Set<() => void>();

const known = (name: string | null | undefined): Palette | null =>
  PALETTES.find((palette) => palette === name) ?? null;

/** The palette that an item of the catalogue is; null when this version of the app has none of that name. */
export const paletteOf = (item: string): Palette | null => known(item.replace(/^theme-/, ''));

const read = (): Palette | null => known(localStorage.getItem(KEY));

export function setPalette(palette: Palette | null): void {
  if (palette === null) {
    localStorage.removeItem(KEY);
    delete document.documentElement.dataset['palette'];
  } else {
    localStorage.setItem(KEY, palette);
    document.documentElement.dataset['palette'] = palette;
  }
  listeners.forEach((listener) => {
    listener();
  });
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** What this device wears. */
export const usePalette = (): Palette | null => useSyncExternalStore(subscribe, read);
