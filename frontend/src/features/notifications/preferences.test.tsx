import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { beforeEach, describe, expect, it } from 'vitest';
import { internationalNumber } from './phoneNumber';
import type { FakeApi } from '@/testing/fakeApi';
import { problem } from '@/testing/reply';
import { newFakeApi, startApp } from '@/testing/startApp';

let fake: FakeApi;
const prefs = () => fake.notifications.preferences;
const open = async () => {
  const { user } = await startApp(fake, { at: '/settings/notifications' });
  await screen.findByRole('heading', { name: 'What reaches you, and where' });
  return user;
};
const box = (name: string) => screen.getByRole('checkbox', { name });
const card = (name: string) => within(screen.getByRole('region', { name }));

beforeEach(() => {
  fake = newFakeApi();
});

describe('what reaches a person', () => {
  it('is a box a kind and way, saved at the tap', async () => {
    const user = await open();
    expect(box('Reminders: Mail')).toBeChecked();
    await user.click(box('Streaks: Mail'));
    await user.click(box('Your week: Mail'));
    expect(box('Streaks: Mail')).toBeChecked();
    await waitFor(() => expect(prefs().channels.digest.mail).toBe(true));
    expect(prefs().channels.milestone).toMatchObject({ in_app: true, mail: true });
    expect(screen.queryByRole('checkbox', { name: 'Your week: In the app' })).toBeNull();
  });

  it('goes back when the server refuses', async () => {
    const user = await open();
    fake.interfere = ({ method }) =>
      method === 'PATCH' ? Response.json(problem(403, 'x', '').body, { status: 403 }) : undefined;
    await user.click(box('Reminders: Mail'));
    expect(await screen.findByText('This account may not do that.')).toBeVisible();
    await waitFor(() => expect(box('Reminders: Mail')).toBeChecked());
  });

  it('keeps every one of quick taps', async () => {
    const user = await open();
    fake.interfere = async ({ method }) => {
      if (method === 'PATCH') await new Promise((resolve) => setTimeout(resolve, 30));
      return undefined;
    };
    for (const name of ['Streaks: Mail', 'Rewards: Mail', 'Reminders: In the app'])
      await user.click(box(name));
    await waitFor(() => expect(prefs().channels.reminder.in_app).toBe(false));
    expect(prefs().channels).toMatchObject({ milestone: { mail: true }, order: { mail: true } });
    await waitFor(() => expect(box('Rewards: Mail')).toBeChecked());
  });

  it('is a text message only with a number that is proven', async () => {
    await open();
    expect(box('Reminders: Text')).toBeDisabled();
    expect(screen.getByText(/need a verified number/)).toBeVisible();
  });

  it.each([
    ['bounce', /ada@example.org seems not to take mail/, true],
    ['complaint', /reported as spam/, false],
  ] as const)('says when mail is not sent: %s', async (why, text, mends) => {
    fake.notifications.preferences = { ...prefs(), mail_problem: why };
    await open();
    expect(await screen.findByText(text)).toBeVisible();
    expect(screen.queryByRole('link', { name: 'Change address' }) !== null).toBe(mends);
  });
});

describe('quiet hours', () => {
  it('begin with a night, and are saved when they are whole', async () => {
    const user = await open();
    await user.click(box('Keep quiet at certain hours'));
    await waitFor(() => expect(prefs().quiet_hours).toEqual({ from: '22:00', to: '07:00' }));
    fireEvent.change(screen.getByLabelText('From'), { target: { value: '' } });
    fireEvent.change(screen.getByLabelText('From'), { target: { value: '21:30' } });
    await waitFor(() => expect(prefs().quiet_hours).toEqual({ from: '21:30', to: '07:00' }));
    await user.click(box('Keep quiet at certain hours'));
    await waitFor(() => expect(prefs().quiet_hours).toBeNull());
  });

  it('end at another time than they begin', async () => {
    fake.notifications.preferences = { ...prefs(), quiet_hours: { from: '22:00', to: '07:00' } };
    await open();
    const end = screen.getByLabelText('Until');
    fireEvent.change(end, { target: { value: '22:00' } });
    expect(end).toHaveAccessibleDescription(/another time/);
    expect(fake.calls.filter((call) => call.startsWith('PATCH'))).toEqual([]);
  });
});

describe('the telephone number', () => {
  const type = async (number: string) => {
    const user = await open();
    await user.click(screen.getByRole('button', { name: 'Add a number' }));
    await user.type(screen.getByLabelText('Phone number'), number);
    await user.click(screen.getByRole('button', { name: 'Send code' }));
    return user;
  };

  it('is proven by a code, and then takes text messages', async () => {
    const user = await type('0044 (7700) 900-123');
    expect(await screen.findByText(/on its way to \+44/)).toBeVisible();
    await user.type(screen.getByLabelText('Code'), '000000');
    await user.click(screen.getByRole('button', { name: 'Confirm number' }));
    expect(await screen.findByText(/wrong or too old/)).toBeVisible();
    await user.clear(screen.getByLabelText('Code'));
    await user.type(screen.getByLabelText('Code'), '123456');
    await user.click(screen.getByRole('button', { name: 'Confirm number' }));
    expect(await screen.findByText(/gets your text messages/)).toBeVisible();
    expect(prefs().phone).toEqual({ number: '+447700900123', verified: true });
    await user.click(box('Reminders: Text'));
    await waitFor(() => expect(prefs().channels.reminder.sms).toBe(true));
  });

  it.each([
    ['07700 900123', /with \+ and the country code/],
    ['+447700900000', /cannot be reached/],
  ])('%s is refused beside the field', async (number, text) => {
    await type(number);
    const field = await screen.findByLabelText('Phone number', { selector: '[aria-invalid]' });
    expect(field).toHaveAccessibleDescription(text);
    expect(prefs().phone).toBeNull();
  });

  it('is asked for its code again by who comes back', async () => {
    fake.notifications.preferences = { ...prefs(), phone: { number: '+447700900123', verified: false } };
    await open();
    expect(card('Phone').getByLabelText('Code')).toBeVisible();
  });

  it('is forgotten when asked', async () => {
    fake.notifications.preferences = { ...prefs(), phone: { number: '+447700900123', verified: true } };
    const user = await open();
    await user.click(card('Phone').getByRole('button', { name: 'Remove number' }));
    expect(await card('Phone').findByRole('button', { name: 'Add a number' })).toBeVisible();
    expect(prefs().phone).toBeNull();
  });

  it('is not asked for where no text messages are sent', async () => {
    fake.notifications.preferences = { ...prefs(), sms_available: false };
    await open();
    expect(card('Phone').getByText(/sends no text messages/)).toBeVisible();
    expect(screen.queryByRole('columnheader', { name: 'Text' })).toBeNull();
  });

  it.each([
    ['+49 151 2345678', '+491512345678'],
    ['0049-151/2345678', '+491512345678'],
    ['151 2345678', null],
    ['+1', null],
    ['call me', null],
  ])('“%s” is %s', (typed, number) => {
    expect(internationalNumber(typed)).toBe(number);
  });
});
