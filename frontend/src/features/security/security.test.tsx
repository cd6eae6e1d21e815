import { screen, waitFor, within } from '@testing-library/react';
import { beforeEach, describe, expect, it } from 'vitest';
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

describe('the second step', () => {
  const turnOn = async () => {
    const user = await open('security');
    const step = await card('Second step');
    await user.click(step.getByRole('button', { name: 'Turn on' }));
    await user.type(step.getByLabelText('Your password'), PASSWORD);
    await user.click(step.getByRole('button', { name: 'Turn on' }));
    await step.findByRole('img', { name: /QR code/ });
    return { user, step };
  };

  it('is turned on by the password, the picture and a code, and gives recovery codes once', async () => {
    const { user, step } = await turnOn();
    expect(step.getByText('JBSW Y3DP EHPK 3PXP JBSW Y3DP EHPK 3PXP')).toBeVisible();
    expect(step.getByRole('link', { name: /Open your authenticator app/ })).toHaveAttribute(
      'href',
      expect.stringMatching(/^otpauth:\/\/totp\//),
    );
    await user.type(step.getByLabelText('Code'), '123456');
    await user.click(step.getByRole('button', { name: 'Check code' }));
    const codes = within(await step.findByRole('list', { name: 'Your recovery codes' }));
    expect(codes.getAllByRole('listitem')).toHaveLength(10);
    await user.click(step.getByRole('button', { name: 'Done' }));
    expect(step.getByRole('alert')).toHaveTextContent(/Keep the codes first/);
    await user.click(step.getByRole('button', { name: 'Copy codes' }));
    expect(await navigator.clipboard.readText()).toContain('ABCD-EFGH-IJKL-MNOP\n');
    await user.click(step.getByRole('checkbox', { name: 'I have kept them' }));
    await user.click(step.getByRole('button', { name: 'Done' }));
    expect(await step.findByText(/10 recovery codes are left/)).toBeVisible();
    expect(step.queryByText('ABCD-EFGH-IJKL-MNOP')).toBeNull();
    expect(fake.security.state.mfa).toBe(true);
  });

  it('stays off when the code is wrong', async () => {
    const { user, step } = await turnOn();
    await user.type(step.getByLabelText('Code'), '000000');
    await user.click(step.getByRole('button', { name: 'Check code' }));
    expect(await step.findByText('That code is wrong or has expired.')).toBeVisible();
    expect(fake.security.state.mfa).toBe(false);
  });

  it('keeps the page as it is while its secrets are shown, whatever new version there may be', async () => {
    const { user, step } = await turnOn();
    const { isBusy } = await import('@/lib/pwa/busy');
    expect(isBusy()).toBe(true);
    await user.click(step.getByRole('button', { name: 'Cancel' }));
    expect(step.getByRole('button', { name: 'Turn on' })).toHaveFocus();
    await waitFor(() => expect(isBusy()).toBe(false));
  });

  it('is turned off by the password only', async () => {
    fake.security.state = { ...fake.security.state, mfa: true, recovery_codes_left: 1 };
    const user = await open('security');
    const step = await card('Second step');
    expect(step.getByText(/One recovery code is left/)).toBeVisible();
    await user.click(step.getByRole('button', { name: 'Turn off' }));
    await user.type(step.getByLabelText('Your password'), 'not this one');
    await user.click(step.getByRole('button', { name: 'Turn off' }));
    const field = await step.findByLabelText('Your password', { selector: '[aria-invalid]' });
    expect(field).toHaveAccessibleDescription(/isn’t your password/);
    expect(fake.security.state.mfa).toBe(true);
    await user.clear(field);
    await user.type(field, PASSWORD);
    await user.click(step.getByRole('button', { name: 'Turn off' }));
    expect(await step.findByRole('button', { name: 'Turn on' })).toBeVisible();
    expect(fake.security.state.mfa).toBe(false);
  });
});

describe('the password', () => {
  const change = async (current: string, next: string) => {
    const user = await open('security');
    const password = await card('Password');
    await user.click(password.getByRole('button', { name: 'Change password' }));
    expect(document.querySelector('[autocomplete=username]')).toHaveValue('ada@example.org');
    await user.type(password.getByLabelText('Your password'), current);
    await user.type(password.getByLabelText('New password'), next);
    await user.click(password.getByRole('button', { name: 'Change password' }));
    return password;
  };

  it('is changed by who knows it, in a form that password managers understand', async () => {
    const password = await change(PASSWORD, 'walks by the harbour');
    expect(await password.findByText(/Last changed on/)).toBeVisible();
    expect(fake.accounts.get('ada@example.org')?.password).toBe('walks by the harbour');
    expect(fake.security.sessions.map(({ id }) => id)).toEqual(['here']);
  });

  it.each([
    ['something else', 'walks by the harbour', 'Your password', /isn’t your password/],
    [PASSWORD, 'password1234567', 'New password', /stolen passwords. Please/],
    [PASSWORD, 'short', 'New password', /at least 12/],
  ])('%s → %s is refused beside the field', async (current, next, label, text) => {
    const password = await change(current, next);
    const field = await password.findByLabelText(label, { selector: '[aria-invalid]' });
    expect(field).toHaveAccessibleDescription(text);
    expect(fake.accounts.get('ada@example.org')?.password).toBe(PASSWORD);
  });
});

describe('the address', () => {
  it('changes when the new one has answered', async () => {
    const user = await open('security');
    const address = await card('Email');
    await user.click(address.getByRole('button', { name: 'Change address' }));
    const form = address.getByLabelText('New address').closest('form');
    // Otherwise a password manager takes the new address for the one that the password belongs to.
    expect(form?.querySelector('[autocomplete=username]')).toHaveValue('ada@example.org');
    await user.type(address.getByLabelText('New address'), 'ada@example.net');
    await user.type(address.getByLabelText('Your password'), PASSWORD);
    await user.click(address.getByRole('button', { name: 'Send code' }));
    expect(await address.findByText(/sent a 6-digit code to ada@example.net/)).toBeVisible();
    expect(fake.account.profile.email).toBe('ada@example.org');
    await user.type(address.getByLabelText('Code'), '123456');
    await user.click(address.getByRole('button', { name: 'Confirm' }));
    expect(await address.findByText('ada@example.net')).toBeVisible();
  });
});

describe('recent activity', () => {
  it('is told in words, page after page', async () => {
    fake.security.events = Array.from({ length: 25 }, (_, index) => ({
      id: String(index),
      kind: index === 0 ? ('session_reuse' as const) : ('signed_in' as const),
      at: '2026-11-01T10:00:00Z',
      device: 'Firefox on Linux',
      address: '203.0.113.7',
      detail: '',
    }));
    const user = await open('security');
    const events = await card('Recent activity');
    expect(await events.findByText(/somebody may have copied it/)).toBeVisible();
    expect(events.getAllByRole('listitem')).toHaveLength(20);
    await user.click(events.getByRole('button', { name: 'Show more' }));
    await waitFor(() => expect(events.getAllByRole('listitem')).toHaveLength(25));
    expect(events.queryByRole('button', { name: 'Show more' })).toBeNull();
  });
});
