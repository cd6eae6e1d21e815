import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { readCatalogue } from '../../../build/messages';

const SRC = resolve(import.meta.dirname, '../..');
const FIRST_PAGES = ['main.tsx', 'features/today/TodayPage.tsx', 'features/auth/LoginPage.tsx'];

function fileOf(specifier: string, from: string): string | undefined {
  const base = specifier.startsWith('@/') ? join(SRC, specifier.slice(2)) : resolve(dirname(from), specifier);
  return [base, `${base}.ts`, `${base}.tsx`, join(base, 'index.ts')].find(
    (path) => /\.tsx?$/.test(path) && existsSync(path),
  );
}

/** The text of every file of ours that is loaded with these, by path. */
function loadedWith(pages: string[]): Map<string, string> {
  const files = new Map<string, string>();
  const add = (file: string | undefined): void => {
    if (!file || files.has(file)) return;
    const text = readFileSync(file, 'utf8');
    files.set(file, text);
    for (const [, specifier = ''] of text.matchAll(
      /^(?:import|export)\s+(?!type)(?:[^;]*?from\s+)?'([^']+)'/gm,
    ))
      if (/^(@\/|\.)/.test(specifier)) add(fileOf(specifier, file));
  };
  pages.forEach((page) => add(join(SRC, page)));
  return files;
}

/** The keys that a file names, in full or by how they begin. */
const keysIn = (text: string, keys: string[]): string[] => {
  const named = new Set([...text.matchAll(/['"`]([\w]+(?:\.\w+)+)['"`]/g)].map(([, key]) => key));
  const begun = [...text.matchAll(/`([\w.]+\.)\$\{/g)].map(([, start = '']) => start);
  return keys.filter((key) => named.has(key) || begun.some((start) => key.startsWith(start)));
};

it('the first pages have their words without waiting for those of the others', () => {
  const files = loadedWith(FIRST_PAGES);
  const later = Object.keys(readCatalogue('en', 'rest'));
  const missing = [...files].flatMap(([file, text]) =>
    keysIn(text, later).map((key) => `${file.slice(SRC.length + 1)}: ${key}`),
  );
  expect(files.size).toBeGreaterThan(50);
  expect(missing).toEqual([]);
});

it('what the first pages load later brings its words along', () => {
  const careless = [...loadedWith(FIRST_PAGES)]
    .filter(([, text]) => /import \{[^}]*\blazy\b[^}]*\} from 'react'/.test(text))
    .map(([file]) => file.slice(SRC.length + 1));
  expect(careless.filter((file) => file !== 'lib/lazy.ts' && file !== 'app/Routes.tsx')).toEqual([]);
});
