import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

/** Not part of the app: what tools read, and the worker itself. */
const LEFT_OUT = /^\/(\.vite\/|robots\.txt$|sw\.js$)|\.map$/;

/** The worker of an app that consists of these files. Its version is theirs: the same files, the same worker. */
export function workerFor(files: ReadonlyMap<string, Buffer>): string {
  const paths = [...files.keys()].filter((path) => !LEFT_OUT.test(path)).sort();
  const hash = createHash('sha256');
  paths.forEach((path) =>
    hash
      .update(path)
      .update('\0')
      .update(files.get(path) ?? ''),
  );
  const source = readFileSync(`${import.meta.dirname}/worker.js`, 'utf8');
  const version = hash.update(source).digest('hex').slice(0, 16);
  return `const VERSION = ${JSON.stringify(version)};\nconst FILES = ${JSON.stringify(paths)};\n${source}`;
}

/** Writes `sw.js` beside everything else that was built. */
export function serviceWorker(): Plugin {
  let folder = '';
  return {
    name: 'daybook-service-worker',
    apply: 'build',
    configResolved: ({ build }) => {
      folder = build.outDir;
    },
    closeBundle: () => {
      const names = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
        entry.isFile(),
      );
      const files = names.map(({ parentPath, name }): [string, Buffer] => {
        const file = join(parentPath, name);
        return [
          `/${file
            .slice(folder.length)
            .replace(/^[\\/]/, '')
            .replaceAll('\\', '/')}`,
          readFileSync(file),
        ];
      });
      writeFileSync(join(folder, 'sw.js'), workerFor(new Map(files)));
    },
  };
}
