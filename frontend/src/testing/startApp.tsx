import { render } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { vi } from 'vitest';
import type { Language } from '@/lib/i18n';
import { FakeApi } from './fakeApi';
import { FakeStore } from './fakeStore';

export const TODAY = new Date().toISOString().slice(0, 10);

let sequence = 0;

/** A fake API for a new person, so that no cache of another test is theirs. */
export function newFakeApi(): FakeApi {
  sequence += 1;
  return new FakeApi(new FakeStore(TODAY), `user-${sequence}`);
}

type Options = { at?: string; signedIn?: boolean; language?: Language };

/** Opens the app anew, as a browser does: modules, and with them the session in memory, start from nothing. */
export async function startApp(fake: FakeApi, { at = '/', signedIn = true, language }: Options = {}) {
  if (signedIn) {
    fake.loggedIn = true;
    localStorage.setItem('daybook:user', fake.userId);
  }
  vi.stubGlobal('fetch', fake.handle);
  vi.resetModules();
  window.history.replaceState(null, '', at);
  const { restoreSession } = await import('@/lib/session/store');
  const { App } = await import('@/app/App');
  const { speak } = await import('@/lib/i18n');
  if (language) await speak(language);
  restoreSession();
  const view = render(<App />);
  return { ...view, user: userEvent.setup() };
}
