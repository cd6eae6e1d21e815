import { readdirSync, readFileSync } from 'node:fs';
import { compileMessageOrThrow } from '@lingui/message-utils/compileMessage';
import type { Plugin } from 'vite';

const PREFIX = 'virtual:messages/';
const ROOT = `${import.meta.dirname}/../src/lib/i18n/messages/`;

type Catalogue = Record<string, string>;

/** The areas that a visit can begin with; all others are loaded beside their pages. */
export const FIRST_AREAS: readonly string[] = ['auth', 'common', 'outbox', 'today'];

export type Part = 'first' | 'rest' | 'all';

/** The areas of a language as one flat object. @throws when two of them have the same key. */
export function readCatalogue(language: string, part: Part = 'all'): Catalogue {
  const merged: Catalogue = {};
  for (const file of filesOf(language, part)) {
    for (const [key, message] of Object.entries(JSON.parse(readFileSync(file, 'utf8')) as Catalogue)) {
      if (key in merged) throw new Error(`${file}: the key "${key}" is in another area already`);
      merged[key] = message;
    }
  }
  return merged;
}

const isIn = (part: Part, name: string): boolean =>
  part === 'all' || FIRST_AREAS.includes(name.replace('.json', '')) === (part === 'first');

const filesOf = (language: string, part: Part): string[] =>
  readdirSync(ROOT + language)
    .filter((name) => name.endsWith('.json') && isIn(part, name))
    .map((name) => `${ROOT}${language}/${name}`);

/**
 * Compiles `import messages from 'virtual:messages/en'` (the ICU messages of the first areas in
 * src/lib/i18n/messages/en, merged) and `virtual:messages/en/rest` (the other areas) at build time, so that the browser
 * needs no ICU parser. A message that does not parse fails the build with its key.
 */
export function messageCatalogues(): Plugin {
  return {
    name: 'daybook-message-catalogues',
    enforce: 'pre',
    resolveId: (id) => (id.startsWith(PREFIX) ? `\0${id}` : null),
    load(id) {
      if (!id.startsWith(`\0${PREFIX}`)) return null;
      const [language = '', rest] = id.slice(PREFIX.length + 1).split('/');
      const part = rest ? 'rest' : 'first';
      filesOf(language, part).forEach((file) => this.addWatchFile(file));
      return `export default ${JSON.stringify(compile(readCatalogue(language, part), language))}`;
    },
  };
}

function compile(source: Catalogue, language: string): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(source).map(([key, message]) => {
      try {
        return [key, compileMessageOrThrow(message)];
      } catch (error) {
        throw new Error(`${language}: message "${key}" is not valid ICU: ${String(error)}`, { cause: error });
      }
    }),
  );
}
