import { screen, waitFor } from '@testing-library/react';
import { expect, it } from 'vitest';
import { newFakeApi, startApp } from '@/testing/startApp';

it('signing up has mails written in the language that is spoken', async () => {
  const fake = newFakeApi();
  let sent: unknown;
  fake.interfere = async (request) => {
    if (request.url.endsWith('/auth/signup')) sent = await request.clone().json();
    return undefined;
  };
  const { user } = await startApp(fake, { at: '/signup', signedIn: false, language: 'de' });
  await user.type(await screen.findByLabelText('Name'), 'Grete');
  await user.type(screen.getByLabelText('E-Mail'), 'grete@example.org');
  await user.type(screen.getByLabelText('Passwort'), 'lang genug und gut');
  await user.click(screen.getByRole('button', { name: 'Konto anlegen' }));
  await waitFor(() => expect(sent).toMatchObject({ email: 'grete@example.org', language: 'de' }));
});
