import { screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Language } from '@/lib/i18n';
import type { FakeApi } from '@/testing/fakeApi';
import { newFakeApi, startApp } from '@/testing/startApp';

const asked = (fake: FakeApi, path: string) => fake.calls.filter((call) => call.endsWith(path)).length;

/** jsdom goes nowhere: the test plays the other provider. */
const stay = (event: Event) => {
  if (event.target instanceof Element && event.target.closest('a[href^="/v1/"]')) event.preventDefault();
};

let fake: FakeApi;
beforeEach(() => {
  fake = newFakeApi();
  fake.store.add({ id: 'walk', name: 'Walk' });
  document.addEventListener('click', stay);
});
afterEach(() => document.removeEventListener('click', stay));

const arrive = (at: string, language: Language = 'en') => startApp(fake, { at, signedIn: false, language });

/** Presses the button, and is back at where the server sent the browser. */
async function goElsewhere(provider: string, from = '/login') {
  const { user, unmount } = await arrive(from);
  const button = await screen.findByRole('link', { name: `Continue with ${provider}` });
  await user.click(button);
  const way = await fake.handle(new Request(new URL(button.getAttribute('href') ?? '', location.origin)));
  unmount();
  return way.headers.get('location') ?? '';
}

describe('the ways in from elsewhere', () => {
  it.each<[Language, string]>([
    ['en', 'Continue with '],
    ['de', 'Weiter mit '],
  ])('have a button each (%s)', async (language, words) => {
    fake.auth.elsewhere = { apple: '', google: '', 'our-club': '' };
    await arrive('/login', language);
    await screen.findByRole('link', { name: `${words}Google` });
    const ways = screen.getAllByRole('link').filter(({ textContent }) => textContent.startsWith(words));
    expect(ways.map(({ textContent }) => textContent.slice(words.length))).toEqual([
      'Apple',
      'Google',
      'our-club',
    ]);
    expect(ways[2]).toHaveAttribute('href', '/v1/auth/hosted?provider=our-club');
  });

  it('are there at once the next time, and not asked for again so soon', async () => {
    fake.auth.elsewhere = { google: '' };
    const first = await arrive('/login');
    await screen.findByRole('link', { name: 'Continue with Google' });
    first.unmount();
    fake.interfere = () => new Promise(() => undefined);
    await arrive('/login');
    await screen.findByLabelText('Password');
    expect(screen.getByRole('link', { name: 'Continue with Google' })).toBeVisible();
    expect(asked(fake, '/auth/providers')).toBe(1);
  });

  it.each<[string, () => Response | undefined, number]>([
    ['there are none', () => undefined, 1],
    ['the server knows of none', () => Response.json({ message: 'Not Found' }, { status: 404 }), 1],
    ['the server cannot say', () => Response.json({ status: 503 }, { status: 503 }), 2],
  ])('take no room when %s', async (_, answer, times) => {
    fake.interfere = answer;
    const first = await arrive('/login');
    await waitFor(() => expect(asked(fake, '/auth/providers')).toBe(1));
    await screen.findByLabelText('Password');
    await new Promise((resolve) => setTimeout(resolve, 0));
    expect(screen.queryByRole('link', { name: /Continue with/ })).toBeNull();
    expect(screen.queryByRole('alert')).toBeEmptyDOMElement();
    first.unmount();
    await arrive('/login');
    await screen.findByLabelText('Password');
    expect(asked(fake, '/auth/providers')).toBe(times);
  });
});

describe('the way back', () => {
  it('ends in the app, signed in', async () => {
    fake.auth.elsewhere = { google: '' };
    expect(await goElsewhere('Google')).toBe('/');
    await arrive('/');
    expect(await screen.findByText('Walk')).toBeVisible();
    expect(location.pathname).toBe('/today');
  });

  it('ends at the address that was asked for', async () => {
    fake.auth.elsewhere = { google: '' };
    await goElsewhere('Google', '/login?next=%2Fhabits%2Fwalk');
    await arrive('/');
    expect(await screen.findByRole('heading', { name: 'Walk' })).toBeVisible();
  });

  it('never ends at another site', async () => {
    fake.auth.elsewhere = { google: '' };
    await goElsewhere('Google', '/login?next=%2F%2Fevil.example');
    await arrive('/');
    expect(await screen.findByText('Walk')).toBeVisible();
    expect(location.pathname).toBe('/today');
  });

  it('that was not gone to its end leads to the login, which is quiet about it', async () => {
    fake.auth.elsewhere = { google: 'sign-in-refused' };
    await goElsewhere('Google');
    await arrive('/');
    expect(await screen.findByLabelText('Password')).toBeVisible();
    expect(screen.getByRole('alert')).toBeEmptyDOMElement();
    expect(asked(fake, '/auth/refresh')).toBe(1);
  });

  it('says when the server cannot be reached at its end', async () => {
    fake.auth.elsewhere = { google: '' };
    await goElsewhere('Google');
    fake.interfere = () => {
      throw new TypeError('fetch failed');
    };
    await arrive('/');
    await waitFor(() => expect(screen.getByRole('alert')).toHaveTextContent(/doesn’t work right now/));
  });

  it('does not bring back who wanted to be logged out', async () => {
    fake.auth.elsewhere = { google: 'sign-in-refused' };
    await goElsewhere('Google');
    fake.loggedIn = true; // the cookie of before: the logout has not reached the server
    localStorage.setItem('daybook:logout', 'yes');
    await arrive('/');
    expect(await screen.findByLabelText('Password')).toBeVisible();
    await waitFor(() => expect(fake.loggedIn).toBe(false));
  });

  it('is not looked for by who has not set out', async () => {
    await arrive('/');
    await screen.findByLabelText('Password');
    expect(asked(fake, '/auth/refresh')).toBe(0);
  });
});

describe('a sign-in elsewhere that came to nothing', () => {
  const SAID: [string, RegExp, RegExp][] = [
    ['sign-in-expired', /took too long/, /zu lange gedauert/],
    ['sign-in-refused', /not signed in there/, /dort nicht angemeldet/],
    ['address-not-proven', /no confirmed email address/, /keine bestätigte E-Mail-Adresse/],
    ['account-not-usable', /can’t be opened this way/, /lässt sich so nicht öffnen/],
    ['second-factor', /authenticator app/, /Authenticator-App/],
    ['throttled', /Wait a moment/, /Warte kurz/],
    ['unavailable', /doesn’t work right now/, /geht gerade nicht/],
    ['not-found', /isn’t offered here any more/, /gibt es hier nicht mehr/],
    ['internal', /That sign-in didn’t work/, /Anmeldung hat nicht geklappt/],
    ['constructor', /That sign-in didn’t work/, /Anmeldung hat nicht geklappt/],
    ['<b>Call 555-0100</b>', /That sign-in didn’t work/, /Anmeldung hat nicht geklappt/],
  ];
  const cases = SAID.flatMap(([code, en, de]) => [
    ['en' as const, code, en] as const,
    ['de' as const, code, de] as const,
  ]);

  it.each(cases)('is explained (%s: %s)', async (language, code, text) => {
    await arrive(`/login?problem=${encodeURIComponent(code)}`, language);
    const alert = await screen.findByRole('alert');
    await waitFor(() => expect(alert).toHaveTextContent(text));
    expect(alert).toHaveFocus();
    expect(alert.textContent).not.toContain(code);
    expect(location.pathname + location.search).toBe('/login');
  });

  it('still leads on to the address that was asked for', async () => {
    fake.auth.elsewhere = { google: 'second-factor' };
    const back = await goElsewhere('Google', '/login?next=%2Fhabits%2Fwalk');
    const { user } = await arrive(back);
    await user.type(await screen.findByLabelText('Email'), 'ada@example.org');
    await user.type(screen.getByLabelText('Password'), 'correct horse battery');
    await user.keyboard('{Enter}');
    expect(await screen.findByRole('heading', { name: 'Walk' })).toBeVisible();
  });

  it('of a provider that is gone has the providers asked for anew', async () => {
    fake.auth.elsewhere = { google: '' };
    const first = await arrive('/login');
    await screen.findByRole('link', { name: 'Continue with Google' });
    first.unmount();
    fake.auth.elsewhere = {};
    const second = await arrive('/login?problem=not-found');
    await waitFor(() => expect(screen.getByRole('alert')).toHaveTextContent(/any more/));
    second.unmount();
    await arrive('/login');
    await screen.findByLabelText('Password');
    await waitFor(() => expect(screen.queryByRole('link', { name: /Continue with/ })).toBeNull());
  });

  it('is not spoken of any more once the form is sent', async () => {
    const { user } = await arrive('/login?problem=sign-in-expired');
    await waitFor(() => expect(screen.getByRole('alert')).toHaveTextContent(/took too long/));
    await user.type(screen.getByLabelText('Email'), 'ada@example.org');
    await user.type(screen.getByLabelText('Password'), 'wrong');
    await user.keyboard('{Enter}');
    await waitFor(() => expect(screen.getByRole('alert')).toHaveTextContent(/don’t match/));
  });
});
