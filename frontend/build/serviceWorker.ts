import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Plugin } from 'vite';

/** Not part of the app: what tools read, and the worker itself. */
const LEFT_OUT = /^\/(\.vite\/|robots\.txt$|sw\.js$)|\.map$/;

const sha256 = (content: Buffer | string) => createHash('sha256').update(content);

/**
 * The worker of an app that consists of these files. Its version is theirs: the same files, the same worker.
 * @param files path below the site's root, with a leading slash → content.
 */
export function workerFor(files: ReadonlyMap<string, Buffer>): string {
  const parts = [...files]
    .filter(([path]) => !LEFT_OUT.test(path))
    .map(([path, content]) => [path, `sha256-${sha256(content).digest('base64')}`])
    .sort(([one = ''], [other = '']) => (one < other ? -1 : 1));
  const source = readFileSync(`${import.meta.dirname}/worker.js`, 'utf8');
  const version = sha256(JSON.stringify(parts) + source).digest('hex');
  return [
    `const VERSION = ${JSON.stringify(version.slice(0, 16))};`,
    `const FILES = ${JSON.stringify(parts)};`,
    source,
  ].join('\n');
}

/** Every file below a folder: its path from there, with a leading slash → content. */
function filesIn(folder: string): Map<string, Buffer> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return new Map(
    files.map(({ parentPath, name }) => {
      const file = join(parentPath, name);
      return [`/${relative(folder, file).replaceAll('\\', '/')}`, readFileSync(file)];
    }),
  );
}

/** Writes `sw.js` beside everything else that was built. */
export function serviceWorker(): Plugin {
  let folder = '';
  return {
    name: 'daybook-service-worker',
    apply: 'build',
    configResolved: ({ root, build }) => {
      folder = join(root, build.outDir);
    },
    closeBundle: () => writeFileSync(join(folder, 'sw.js'), workerFor(filesIn(folder))),
  };
}
