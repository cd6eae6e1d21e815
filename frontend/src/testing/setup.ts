import '@testing-library/jest-dom/vitest';
import 'fake-indexeddb/auto';
import { cleanup } from '@testing-library/react';
import { afterEach } from 'vitest';

// What jsdom lacks and the app uses: nothing here has to move or to be seen.
window.matchMedia ??= (query) =>
  Object.assign(new EventTarget(), { matches: true, media: query }) as unknown as MediaQueryList;
window.scrollTo = () => undefined;

afterEach(() => {
  cleanup();
  localStorage.clear();
});
