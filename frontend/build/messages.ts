import { readFileSync } from 'node:fs';
import { compileMessageOrThrow } from '@lingui/message-utils/compileMessage';
import type { Plugin } from 'vite';

const SUFFIX = '?messages';

/**
 * Compiles `import messages from './en.json?messages'` (a flat object of ICU messages) at build time,
 * so that the browser needs no ICU parser. A message that does not parse fails the build with its key.
 */
export function messageCatalogues(): Plugin {
  return {
    name: 'daybook-message-catalogues',
    enforce: 'pre',
    load(id) {
      if (!id.endsWith(SUFFIX)) return null;
      const file = id.slice(0, -SUFFIX.length);
      this.addWatchFile(file);
      const source = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
      return { code: `export default ${JSON.stringify(compile(source, file))}`, moduleType: 'js' };
    },
  };
}

function compile(source: Record<string, string>, file: string): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(source).map(([key, message]) => {
      try {
        return [key, compileMessageOrThrow(message)];
      } catch (error) {
        throw new Error(`${file}: message "${key}" is not valid ICU: ${String(error)}`);
      }
    }),
  );
}
