import { lazy as lazyPart, type ComponentType, type LazyExoticComponent } from 'react';
import { allWords } from './i18n';

/** React's `lazy` for what no visit begins with: its words are loaded beside it (see build/messages.ts). */
export function lazy<Props extends object>(
  load: () => Promise<{ default: ComponentType<Props> }>,
): LazyExoticComponent<ComponentType<Props>> {
  return lazyPart(async () => {
    const [part] = await Promise.all([load(), allWords()]);
    return part;
  });
}
