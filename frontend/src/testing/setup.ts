import '@testing-library/jest-dom/vitest';
import 'fake-indexeddb/auto';
import { cleanup, configure } from '@testing-library/react';
import { afterEach } from 'vitest';
import { allWords } from '@/lib/i18n';

// What jsdom lacks and the app uses: nothing here has to move or to be seen.
Object.assign(window, {
  matchMedia: (media: string) => Object.assign(new EventTarget(), { matches: true, media }),
  PointerEvent: class extends MouseEvent {},
  scrollTo: () => undefined,
});

// Generous, because a busy machine is no reason to fail.
configure({ asyncUtilTimeout: 15_000 });

afterEach(() => {
  cleanup();
  localStorage.clear();
});

// Tests of a part need the words that its page would have loaded; first.test.ts holds the first pages to theirs.
await allWords();
