// Prints what a first visit has to load, gzipped, and fails above the promise of the design (120 kB of JavaScript).
// "Initial" is the entry, everything it imports, and the page that the address shows: Today, the largest first page.
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const BUDGET_KB = 120;
const FIRST_PAGES = ['src/features/today/TodayPage.tsx', 'src/features/auth/LoginPage.tsx'];
const dist = new URL('../dist/', import.meta.url);

const manifest = JSON.parse(readFileSync(new URL('.vite/manifest.json', dist), 'utf8'));
const gzipped = (file) => gzipSync(readFileSync(new URL(file, dist)), { level: 9 }).length / 1000;

function filesOf(key, seen = new Set()) {
  const chunk = manifest[key];
  if (seen.has(chunk.file)) return seen;
  seen.add(chunk.file);
  (chunk.css ?? []).forEach((file) => seen.add(file));
  (chunk.imports ?? []).forEach((imported) => filesOf(imported, seen));
  return seen;
}

let failed = false;
for (const page of FIRST_PAGES) {
  const files = [...filesOf(page, filesOf('index.html'))];
  const sum = (ending) =>
    files.filter((file) => file.endsWith(ending)).reduce((total, file) => total + gzipped(file), 0);
  const script = sum('.js') + gzipped('theme.js');
  failed ||= script > BUDGET_KB;
  console.log(
    `${page}: ${script.toFixed(1)} kB JavaScript, ${sum('.css').toFixed(1)} kB CSS (gzip), of ${BUDGET_KB} kB`,
  );
}
if (failed) {
  console.error('Above the budget: load the largest part lazily, or find a smaller one.');
  process.exit(1);
}
