import { screen, waitFor } from '@testing-library/react';
import { beforeEach, describe, expect, it } from 'vitest';
import type { FakeApi } from '@/testing/fakeApi';
import { newFakeApi, startApp } from '@/testing/startApp';

const PASSWORD = 'correct horse battery';
const RECOVERY = 'ABCD-EFGH-IJKL-MNOP';

/** Ada's password has been typed; her account asks for a second step. */
async function atSecondStep(fake: FakeApi) {
  fake.accounts.set('ada@example.org', {
    password: PASSWORD,
    confirmed: true,
    mfa: true,
    recovery: [RECOVERY],
  });
  const { user } = await startApp(fake, { signedIn: false });
  await user.type(await screen.findByLabelText('Email'), 'ada@example.org');
  await user.type(screen.getByLabelText('Password'), PASSWORD);
  await user.click(screen.getByRole('button', { name: 'Log in' }));
  await screen.findByRole('heading', { name: 'One more step' });
  return user;
}

describe('the second step', () => {
  let fake: FakeApi;
  beforeEach(() => {
    fake = newFakeApi();
    fake.store.add({ id: 'walk', name: 'Walk' });
  });

  it('is gone through by typing the app’s code, in the field that phones fill in', async () => {
    const user = await atSecondStep(fake);
    const code = screen.getByLabelText('Code');
    expect(code).toHaveFocus();
    expect(code).toHaveAttribute('autocomplete', 'one-time-code');
    await user.keyboard('123456');
    expect(await screen.findByText('Walk')).toBeVisible();
  });

  it('says that a code is wrong and takes the next one', async () => {
    const user = await atSecondStep(fake);
    await user.type(screen.getByLabelText('Code'), '999999');
    const code = await screen.findByLabelText('Code', { selector: '[aria-invalid]' });
    expect(code).toHaveAccessibleDescription('That code is wrong or has expired.');
    expect(code).toHaveValue('');
    expect(fake.loggedIn).toBe(false);
    await user.type(code, '123456');
    expect(await screen.findByText('Walk')).toBeVisible();
  });

  it('that took too long begins anew and says why', async () => {
    const user = await atSecondStep(fake);
    fake.interfere = ({ url }) =>
      url.endsWith('/auth/mfa')
        ? Response.json({ status: 401, type: 'urn:daybook:problem:challenge-expired' }, { status: 401 })
        : undefined;
    await user.type(screen.getByLabelText('Code'), '123456');
    expect(await screen.findByRole('heading', { name: 'Welcome back' })).toBeVisible();
    expect(screen.getByRole('alert')).toHaveTextContent(/took a little long/);
  });

  it('is replaced by a recovery code, which turns it off and says so', async () => {
    const user = await atSecondStep(fake);
    await user.click(screen.getByRole('button', { name: 'Use a recovery code instead' }));
    await user.type(screen.getByLabelText('Recovery code'), 'AAAA-AAAA-AAAA-AAAA');
    await user.click(screen.getByRole('button', { name: 'Log in' }));
    expect(await screen.findByText(/doesn’t fit/)).toBeVisible();
    await user.clear(screen.getByLabelText('Recovery code'));
    await user.type(screen.getByLabelText('Recovery code'), ` ${RECOVERY} `);
    await user.click(screen.getByRole('button', { name: 'Log in' }));
    expect(await screen.findByText('Walk')).toBeVisible();
    expect(screen.getByText('The second step is off now.')).toBeVisible();
    expect(fake.accounts.get('ada@example.org')?.mfa).toBe(false);
  });

  it('can be left for another account', async () => {
    const user = await atSecondStep(fake);
    await user.click(screen.getByRole('link', { name: 'Start again' }));
    expect(await screen.findByLabelText('Email')).toBeVisible();
    expect(screen.queryByRole('alert')).toBeEmptyDOMElement();
  });
});

describe('a password that was looked at', () => {
  it('is covered before it is sent: what is plain text, browsers keep as such', async () => {
    const { user } = await startApp(newFakeApi(), { signedIn: false });
    const password = await screen.findByLabelText('Password');
    await user.type(password, 'wrong');
    await user.click(screen.getByRole('button', { name: 'Show password' }));
    expect(password).toHaveAttribute('type', 'text');
    await user.type(screen.getByLabelText('Email'), 'ada@example.org{Enter}');
    await screen.findByText(/don’t match/);
    expect(password).toHaveAttribute('type', 'password');
  });
});

describe('a forgotten password', () => {
  it('is replaced by way of the mail, and the new one opens the app', async () => {
    const fake = newFakeApi();
    fake.store.add({ id: 'walk', name: 'Walk' });
    const { user } = await startApp(fake, { signedIn: false });
    await user.type(await screen.findByLabelText('Email'), 'ada@example.org');
    await user.click(screen.getByRole('link', { name: 'Forgot your password?' }));
    expect(await screen.findByLabelText('Email')).toHaveValue('ada@example.org');
    await user.click(screen.getByRole('button', { name: 'Send code' }));
    expect(await screen.findByText(/If ada@example.org has an account/)).toBeVisible();
    await user.type(screen.getByLabelText('Code'), '123456');
    await user.type(screen.getByLabelText('New password'), 'walks by the harbour');
    await user.click(screen.getByRole('button', { name: 'Set password' }));
    expect(await screen.findByText('Walk')).toBeVisible();
    expect(fake.accounts.get('ada@example.org')?.password).toBe('walks by the harbour');
  });

  it('is forgotten by nobody who waits for the same answer as everybody', async () => {
    const { user } = await startApp(newFakeApi(), { at: '/forgot', signedIn: false });
    await user.type(await screen.findByLabelText('Email'), 'nobody@example.org');
    await user.click(screen.getByRole('button', { name: 'Send code' }));
    expect(await screen.findByText(/If nobody@example.org has an account/)).toBeVisible();
  });

  it('is not replaced by one that guessers try first, nor with a wrong code', async () => {
    const fake = newFakeApi();
    const { user } = await startApp(fake, { at: '/reset?email=ada@example.org', signedIn: false });
    const password = await screen.findByLabelText('New password');
    expect(document.querySelector('[autocomplete=username]')).toHaveValue('ada@example.org');
    await user.type(password, 'password1234567');
    await user.type(screen.getByLabelText('Code'), '123456');
    await user.click(screen.getByRole('button', { name: 'Set password' }));
    await waitFor(() => expect(password).toHaveAccessibleDescription(/stolen passwords. Please/));
    await user.clear(screen.getByLabelText('Code'));
    await user.type(screen.getByLabelText('Code'), '111111');
    await user.click(screen.getByRole('button', { name: 'Set password' }));
    expect(await screen.findByText('That code is wrong or has expired.')).toBeVisible();
    expect(fake.accounts.get('ada@example.org')?.password).toBe(PASSWORD);
  });
});

describe('too many tries', () => {
  it.each([
    ['40', /try again in 40 seconds/],
    ['130', /try again in 3 minutes/],
    [null, /Wait a moment/],
  ])('Retry-After: %s', async (seconds, text) => {
    const fake = newFakeApi();
    const headers = seconds === null ? {} : { 'Retry-After': seconds };
    const { user } = await startApp(fake, { signedIn: false });
    fake.interfere = () => Response.json({ status: 429 }, { status: 429, headers });
    await user.type(await screen.findByLabelText('Email'), 'ada@example.org');
    await user.type(screen.getByLabelText('Password'), PASSWORD);
    await user.click(screen.getByRole('button', { name: 'Log in' }));
    await waitFor(() => expect(screen.getByRole('alert')).toHaveTextContent(text));
  });
});

describe('a new password', () => {
  it('that everybody guesses is refused in the app’s own words, beside its field', async () => {
    const { user } = await startApp(newFakeApi(), { at: '/signup', signedIn: false });
    await user.type(await screen.findByLabelText('Name'), 'Grace');
    await user.type(screen.getByLabelText('Email'), 'grace@example.org');
    await user.type(screen.getByLabelText('Password'), 'password1234567');
    await user.click(screen.getByRole('button', { name: 'Create account' }));
    const password = await screen.findByLabelText('Password', { selector: '[aria-invalid]' });
    expect(password).toHaveAccessibleDescription(
      'That one is on the lists of stolen passwords. Please choose another.',
    );
    await waitFor(() => expect(password).toHaveFocus());
  });
});
