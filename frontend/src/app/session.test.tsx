import { screen, waitFor } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { newFakeApi, startApp } from '@/testing/startApp';

const renewals = (calls: string[]) => calls.filter((call) => call.endsWith('/auth/refresh')).length;

describe('a person who was here before', () => {
  it('is let in again by the cookie', async () => {
    const fake = newFakeApi();
    fake.store.add({ id: 'walk', name: 'Walk' });
    await startApp(fake);
    expect(await screen.findByText('Walk')).toBeVisible();
  });

  it('renews the session once, however many calls wait for it', async () => {
    const fake = newFakeApi();
    await startApp(fake);
    const { currentToken, refreshToken } = await import('@/lib/session/store');
    await Promise.all([currentToken(), currentToken(), refreshToken()]);
    expect(renewals(fake.calls)).toBe(1);
  });

  it('notices nothing when the token has expired', async () => {
    const fake = newFakeApi();
    fake.store.add({ id: 'walk', name: 'Walk' });
    let expired = true;
    fake.interfere = (request) => {
      if (!expired || !request.url.includes('/today')) return undefined;
      expired = false;
      return new Response('{"message":"Unauthorized"}', { status: 401 });
    };
    await startApp(fake);
    expect(await screen.findByText('Walk')).toBeVisible();
    expect(renewals(fake.calls)).toBe(2);
  });

  it('comes back to the address they asked for after logging in again', async () => {
    const fake = newFakeApi();
    fake.store.add({ id: 'walk', name: 'Walk' });
    localStorage.setItem('daybook:user', fake.userId); // the cookie, though, no longer counts
    const { user } = await startApp(fake, { at: '/habits/walk', signedIn: false });
    await user.type(await screen.findByLabelText('Email'), 'ada@example.org');
    await user.type(screen.getByLabelText('Password'), 'correct horse battery');
    await user.click(screen.getByRole('button', { name: 'Log in' }));
    expect(await screen.findByRole('heading', { name: 'Walk' })).toBeVisible();
    expect(window.location.pathname).toBe('/habits/walk');
  });

  it('stays in, with what is known, while the server cannot be reached', async () => {
    const fake = newFakeApi();
    fake.store.add({ id: 'walk', name: 'Walk' });
    const first = await startApp(fake);
    await screen.findByText('Walk');
    await new Promise((resolve) => setTimeout(resolve, 400)); // the cache is written a little later
    first.unmount();
    await startApp(fake);
    fake.interfere = () => {
      throw new TypeError('fetch failed');
    };
    expect(await screen.findByText('Walk')).toBeVisible();
    expect(screen.queryByLabelText('Password')).toBeNull();
  });

  it('is logged out in every sense: session, marker and cached content', async () => {
    const fake = newFakeApi();
    fake.store.add({ id: 'walk', name: 'Walk' });
    const { user } = await startApp(fake);
    await screen.findByText('Walk');
    await user.click(screen.getByRole('link', { name: 'Settings' }));
    await user.click(await screen.findByRole('button', { name: 'Log out' }));
    expect(await screen.findByRole('heading', { name: 'Welcome back' })).toBeVisible();
    expect(fake.loggedIn).toBe(false);
    expect(localStorage.getItem('daybook:user')).toBeNull();
    const { get, createStore } = await import('idb-keyval');
    await waitFor(async () =>
      expect(await get(fake.userId, createStore('daybook', 'cache'))).toBeUndefined(),
    );
  });
});

describe('two people on one device', () => {
  it('never send anything in the name of the other, and lose nothing', async () => {
    const ada = newFakeApi();
    ada.store.add({ id: 'walk', name: 'Walk' });
    const { user, unmount } = await startApp(ada);
    const walk = await screen.findByRole('button', { name: 'Done: Walk' });
    // In another tab Grace has logged in: the cookie that both tabs share is hers, and Ada's token has expired.
    const grace = newFakeApi();
    grace.loggedIn = true;
    grace.store.add({ id: 'paint', name: 'Paint' });
    const inHerName: string[] = [];
    grace.interfere = ({ method, url }) => {
      if (renewals(grace.calls) > 0) inHerName.push(`${method} ${url}`);
      else if (method === 'PUT') return new Response('{}', { status: 401 });
      else return new Promise(() => undefined); // the mark comes first
      return undefined;
    };
    vi.stubGlobal('fetch', grace.handle);
    await user.click(walk);
    expect(await screen.findByRole('button', { name: 'Done: Paint' })).toBeVisible();
    expect(screen.queryByText('Walk')).toBeNull();
    expect(inHerName.filter((asked) => asked.startsWith('PUT'))).toEqual([]);
    unmount();
    await startApp(ada);
    await waitFor(() => expect(ada.store.checkins.get('walk')?.size).toBe(1));
  });
});

describe('logging out without a network', () => {
  it('ends the session here at once, and at the server when it can be reached again', async () => {
    const fake = newFakeApi();
    const first = await startApp(fake, { at: '/settings' });
    const button = await screen.findByRole('button', { name: 'Log out' });
    fake.interfere = () => {
      throw new TypeError('fetch failed');
    };
    await first.user.click(button);
    await screen.findByRole('heading', { name: 'Welcome back' });
    expect(fake.loggedIn).toBe(true);
    first.unmount();
    fake.interfere = () => undefined;
    await startApp(fake, { signedIn: false });
    await waitFor(() => expect(fake.loggedIn).toBe(false));
  });
});

describe('logging in', () => {
  it('says when email and password do not match, and lets nobody in', async () => {
    const { user } = await startApp(newFakeApi(), { signedIn: false });
    await user.type(await screen.findByLabelText('Email'), 'ada@example.org');
    await user.type(screen.getByLabelText('Password'), 'wrong');
    await user.click(screen.getByRole('button', { name: 'Log in' }));
    expect(await screen.findByRole('alert')).toHaveTextContent(/don’t match/);
  });

  it.each(['https://evil.example', '//evil.example', '/\\evil.example', ''])(
    'never leads to another site: %j',
    async (next) => {
      const { nextAddress } = await import('@/lib/session/nextAddress');
      expect(nextAddress(`next=${encodeURIComponent(next)}`)).toBe('/today');
    },
  );

  it('sends who has not confirmed yet to do so', async () => {
    const fake = newFakeApi();
    fake.accounts.set('new@example.org', { password: 'correct horse battery', confirmed: false });
    const { user } = await startApp(fake, { at: '/login?email=new@example.org', signedIn: false });
    await user.type(await screen.findByLabelText('Password'), 'correct horse battery');
    await user.click(screen.getByRole('button', { name: 'Log in' }));
    expect(await screen.findByRole('heading', { name: 'Check your mail' })).toBeVisible();
    expect(fake.calls).toContain('POST /v1/auth/resend');
  });
});

describe('signing up', () => {
  it('leads through the code to an empty Today that teaches', async () => {
    const fake = newFakeApi();
    const { user } = await startApp(fake, { at: '/signup', signedIn: false });
    await user.type(await screen.findByLabelText('Name'), 'Grace');
    await user.type(screen.getByLabelText('Email'), 'grace@example.org');
    await user.type(screen.getByLabelText('Password'), 'a long enough one');
    await user.click(screen.getByRole('button', { name: 'Create account' }));
    const code = await screen.findByLabelText('Code');
    await user.click(code);
    await user.paste('Your code: 123 456.');
    expect(code).toHaveValue('123456');
    await user.click(screen.getByRole('button', { name: 'Confirm' }));
    expect(await screen.findByRole('heading', { name: 'Your first habit' })).toBeVisible();
  });

  it('puts the server’s objection beside its field and the focus into it', async () => {
    const { user } = await startApp(newFakeApi(), { at: '/signup', signedIn: false });
    await user.type(await screen.findByLabelText('Name'), 'Grace');
    await user.type(screen.getByLabelText('Email'), 'grace@nowhere.invalid');
    await user.type(screen.getByLabelText('Password'), 'a long enough one');
    await user.click(screen.getByRole('button', { name: 'Create account' }));
    const email = await screen.findByRole('textbox', { name: 'Email', description: /can receive mail/ });
    expect(email).toBeInvalid();
    await waitFor(() => expect(email).toHaveFocus());
  });

  it('says that a code is wrong', async () => {
    const { user } = await startApp(newFakeApi(), { at: '/confirm?email=ada@example.org', signedIn: false });
    await user.type(await screen.findByLabelText('Code'), '000000');
    await user.click(screen.getByRole('button', { name: 'Confirm' }));
    expect(await screen.findByText('That code is wrong or has expired.')).toBeVisible();
  });
});

describe('an address that leads nowhere', () => {
  it('says so and offers the way to Today', async () => {
    await startApp(newFakeApi(), { at: '/nowhere' });
    expect(await screen.findByRole('link', { name: 'Go to Today' })).toHaveAttribute('href', '/today');
  });

  it('of a deleted habit says that it is gone', async () => {
    await startApp(newFakeApi(), { at: '/habits/gone' });
    expect(await screen.findByText(/may have been deleted/)).toBeVisible();
  });
});

describe('a page that fails', () => {
  it('shows what to do instead of nothing', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const fake = newFakeApi();
    fake.interfere = (request) =>
      request.url.includes('/today') ? Response.json({ habits: [{ habit: {} }] }) : undefined;
    await startApp(fake);
    expect(await screen.findByRole('button', { name: 'Reload' })).toBeVisible();
    expect(screen.getByRole('navigation', { name: 'Main' })).toBeVisible();
  });
});
