import { screen, waitFor, within } from '@testing-library/react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { FakeApi } from '@/testing/fakeApi';
import { newFakeApi, startApp } from '@/testing/startApp';

const PASSWORD = 'correct horse battery';
let fake: FakeApi;

const open = async (page: string) => {
  const { user } = await startApp(fake, { at: `/settings/${page}` });
  await screen.findByRole('heading', { level: 1 });
  return user;
};
const card = async (name: string) => within(await screen.findByRole('region', { name }));

beforeEach(() => {
  fake = newFakeApi();
});

describe('devices', () => {
  it('begin with this one, and each other one is logged out by itself', async () => {
    const user = await open('sessions');
    const names = (await screen.findAllByRole('heading', { level: 2 })).map(({ textContent }) => textContent);
    expect(names).toEqual(['Chrome on Linux', 'Firefox on Android', 'Safari on Mac']);
    expect(screen.queryByRole('button', { name: 'Log out Chrome on Linux' })).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Log out Safari on Mac' }));
    await waitFor(() => expect(screen.queryByText('Safari on Mac')).toBeNull());
    expect(fake.security.sessions.map(({ id }) => id)).toEqual(['phone', 'here']);
  });

  it('are all logged out but this one, once that is confirmed', async () => {
    const user = await open('sessions');
    await user.click(await screen.findByRole('button', { name: 'Log out all other devices' }));
    expect(fake.security.sessions).toHaveLength(3);
    await user.click(await screen.findByRole('button', { name: 'Log out others' }));
    await waitFor(() => expect(fake.security.sessions.map(({ id }) => id)).toEqual(['here']));
    await waitFor(() => expect(screen.queryByText('Firefox on Android')).toBeNull());
    expect(screen.queryByRole('button', { name: 'Log out all other devices' })).toBeNull();
  });

  it('are all logged out, and this one shows the way in', async () => {
    const user = await open('sessions');
    await user.click(await screen.findByRole('button', { name: 'Log out everywhere' }));
    await user.click(await screen.findByRole('button', { name: 'Log out everywhere now' }));
    expect(await screen.findByRole('heading', { name: 'Welcome back' })).toBeVisible();
    expect(fake.loggedIn).toBe(false);
  });
});

describe('access tokens', () => {
  it('are made with what they may do, shown once, and taken back', async () => {
    const user = await open('tokens');
    await user.click(await screen.findByRole('button', { name: 'New token' }));
    await user.type(screen.getByLabelText('What is it for?'), 'Backup');
    await user.click(screen.getByRole('checkbox', { name: 'see your name, address and settings' }));
    await user.selectOptions(screen.getByLabelText('It works for'), 'As long as you keep it');
    await user.click(screen.getByRole('button', { name: 'Make token' }));
    const made = await card('Token “Backup”');
    await waitFor(() => expect(made.getByLabelText('Token')).toHaveFocus());
    await user.click(made.getByRole('button', { name: 'Copy token' }));
    expect(await navigator.clipboard.readText()).toMatch(/^dbk_/);
    await user.click(made.getByRole('button', { name: 'I have it' }));
    expect(document.body.innerHTML).not.toContain('dbk_');
    expect(fake.security.tokens[0]).toMatchObject({
      scopes: ['habits:read', 'profile:read'],
      expires_at: null,
    });
    expect(screen.getByText(/Never expires · never used/)).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Delete Backup' }));
    await user.click(await screen.findByRole('button', { name: 'Delete' }));
    expect(await screen.findByRole('heading', { name: 'No tokens yet' })).toBeVisible();
    expect(fake.security.tokens).toEqual([]);
  });

  it('that may do nothing are not made', async () => {
    const user = await open('tokens');
    await user.click(await screen.findByRole('button', { name: 'New token' }));
    await user.type(screen.getByLabelText('What is it for?'), 'Backup');
    await user.click(screen.getByRole('checkbox', { name: 'see habits and check-ins' }));
    await user.click(screen.getByRole('button', { name: 'Make token' }));
    expect(screen.getByText('Choose at least one thing it may do.')).toBeVisible();
    expect(fake.calls).not.toContain('POST /v1/users/me/tokens');
  });
});

describe('the account', () => {
  it('is closed by the password, says so on every page, and can be kept', async () => {
    const user = await open('account');
    await user.click(await screen.findByRole('button', { name: 'Delete my account…' }));
    await user.type(screen.getByLabelText('Your password'), PASSWORD);
    await user.click(screen.getByRole('button', { name: 'Delete account' }));
    expect(await screen.findByText(/Until then everything works/)).toBeVisible();
    await user.click(screen.getByRole('link', { name: 'Today' }));
    const banner = await card('Your account is being deleted');
    expect(banner.getByText(/Your account will be deleted on/)).toBeVisible();
    await user.click(banner.getByRole('button', { name: 'Keep my account' }));
    await waitFor(() => expect(screen.queryByText(/will be deleted on/)).toBeNull());
    expect(fake.security.state.closing).toBeNull();
  });

  it('is not closed by somebody who does not know the password', async () => {
    const user = await open('account');
    await user.click(await screen.findByRole('button', { name: 'Delete my account…' }));
    await user.type(screen.getByLabelText('Your password'), 'a guess');
    await user.click(screen.getByRole('button', { name: 'Delete account' }));
    expect(await screen.findByText(/isn’t your password/)).toBeVisible();
    expect(fake.security.state.closing).toBeNull();
  });

  it('is taken along as a file', async () => {
    const saved: Blob[] = [];
    Object.assign(URL, {
      createObjectURL: (blob: Blob) => `blob:${saved.push(blob)}`,
      revokeObjectURL: () => undefined,
    });
    const click = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => undefined);
    const user = await open('account');
    await user.click(await screen.findByRole('button', { name: 'Download' }));
    await waitFor(() => expect(saved).toHaveLength(1));
    expect(JSON.parse((await saved[0]?.text()) ?? '')).toMatchObject({ profile: { name: 'Ada' } });
    expect(click.mock.contexts[0]).toHaveProperty('download', expect.stringMatching(/^daybook-.*\.json$/));
  });

  it('that is too large for one file is led to the exports', async () => {
    fake.interfere = ({ url }) =>
      url.endsWith('/users/me/export')
        ? Response.json({ type: 'urn:daybook:problem:export-too-large', status: 409 }, { status: 409 })
        : undefined;
    const user = await open('account');
    await user.click(await screen.findByRole('button', { name: 'Download' }));
    expect(await screen.findByRole('link', { name: 'Go to exports' })).toHaveAttribute('href', '/export');
  });
});
