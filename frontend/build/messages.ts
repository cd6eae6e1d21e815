import { readdirSync, readFileSync } from 'node:fs';
import { compileMessageOrThrow } from '@lingui/message-utils/compileMessage';
import type { Plugin } from 'vite';

const PREFIX = 'virtual:messages/';
const ROOT = `${import.meta.dirname}/../src/lib/i18n/messages/`;

type Catalogue = Record<string, string>;

/** All areas of a language as one flat object. @throws when two areas have the same key. */
export function readCatalogue(language: string): Catalogue {
  const merged: Catalogue = {};
  for (const file of filesOf(language)) {
    for (const [key, message] of Object.entries(JSON.parse(readFileSync(file, 'utf8')) as Catalogue)) {
      if (key in merged) throw new Error(`${file}: the key "${key}" is in another area already`);
      merged[key] = message;
    }
  }
  return merged;
}

const filesOf = (language: string): string[] =>
  readdirSync(ROOT + language)
    .filter((name) => name.endsWith('.json'))
    .map((name) => `${ROOT}${language}/${name}`);

/**
 * Compiles `import messages from 'virtual:messages/en'` (the ICU messages of src/lib/i18n/messages/en/*.json, merged) at
 * build time, so that the browser needs no ICU parser. A message that does not parse fails the build with its key.
 */
export function messageCatalogues(): Plugin {
  return {
    name: 'daybook-message-catalogues',
    enforce: 'pre',
    resolveId: (id) => (id.startsWith(PREFIX) ? `\0${id}` : null),
    load(id) {
      if (!id.startsWith(`\0${PREFIX}`)) return null;
      const language = id.slice(PREFIX.length + 1);
      filesOf(language).forEach((file) => this.addWatchFile(file));
      return `export default ${JSON.stringify(compile(readCatalogue(language), language))}`;
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
