import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { speak } from '@/lib/i18n';
import { newFakeApi, startApp } from '@/testing/startApp';

const open = async () => {
  const fake = newFakeApi();
  const { user } = await startApp(fake, { at: '/settings' });
  await screen.findByRole('region', { name: 'Your day' });
  return { fake, user };
};

beforeEach(() => {
  vi.spyOn(Intl.DateTimeFormat.prototype, 'resolvedOptions').mockReturnValue({
    timeZone: 'America/New_York',
  } as Intl.ResolvedDateTimeFormatOptions);
});
afterEach(() => speak('en'));

it('a time zone is found by typing, and what is none is said to be none', async () => {
  const { fake, user } = await open();
  const zone = screen.getByRole('combobox', { name: 'Time zone' });
  await user.clear(zone);
  await user.type(zone, 'Atlantis');
  await user.tab();
  expect(zone).toBeInvalid();
  await user.clear(zone);
  await user.type(zone, 'europe/berlin');
  await user.tab();
  expect(zone).toBeValid();
  await waitFor(() => expect(fake.account.profile.timezone).toBe('Europe/Berlin'));
});

it('the zone of the device is offered where it is another one', async () => {
  const { fake, user } = await open();
  expect(screen.getByText(/This device is in America\/New York/)).toBeVisible();
  await user.click(screen.getByRole('button', { name: 'Use America/New York' }));
  await waitFor(() => expect(fake.account.profile.timezone).toBe('America/New_York'));
  expect(screen.queryByText(/This device is in/)).toBeNull();
});

it('the start of the day and the name are saved as they are changed', async () => {
  const { fake, user } = await open();
  await user.selectOptions(screen.getByLabelText('A day begins at'), '4');
  await waitFor(() => expect(fake.account.profile.day_start_hour).toBe(4));
  const person = within(screen.getByRole('region', { name: 'Profile' }));
  await user.clear(person.getByLabelText('Name'));
  await user.tab();
  expect(person.getByLabelText('Name')).toHaveValue('Ada'); // nobody is without one
  await user.clear(person.getByLabelText('Name'));
  await user.type(person.getByLabelText('Name'), 'Ada L.{Enter}');
  await waitFor(() => expect(fake.account.profile.name).toBe('Ada L.'));
});

it('habits that count by the week follow the first day of the week', async () => {
  const fake = newFakeApi();
  fake.store.add({ id: 'run', name: 'Run', schedule: { type: 'times', times: 3, period: 'week' } });
  fake.store.add({ id: 'walk', name: 'Walk', schedule: { type: 'daily' } });
  const { user } = await startApp(fake, { at: '/settings' });
  await user.click(await screen.findByRole('radio', { name: 'Sunday' }));
  await waitFor(() => expect(fake.account.profile.week_start).toBe(7));
  await waitFor(() => expect(fake.store.habits.get('run')?.schedule).toMatchObject({ week_start: 7 }));
  expect(fake.store.habits.get('walk')?.schedule).toEqual({ type: 'daily' });
});

it('the language changes at once, and everywhere', async () => {
  const { fake, user } = await open();
  await user.click(screen.getByRole('radio', { name: 'Deutsch' }));
  expect(await screen.findByRole('heading', { name: 'Einstellungen' })).toBeVisible();
  await waitFor(() => expect(fake.account.profile.language).toBe('de'));
});

it('this device is given a name', async () => {
  const { fake, user } = await open();
  const card = within(screen.getByRole('region', { name: 'This device' }));
  await user.clear(card.getByLabelText('Name'));
  await user.type(card.getByLabelText('Name'), 'The red phone');
  await user.click(card.getByRole('button', { name: 'Save name' }));
  await waitFor(() => expect([...fake.account.devices.values()]).toEqual(['The red phone']));
  expect([...fake.account.devices.keys()]).toEqual([localStorage.getItem('daybook:device')]);
});

it('the app is installed by the browser’s own dialog where it offers one', async () => {
  const { watchInstall } = await import('@/lib/pwa/install');
  vi.spyOn(window, 'matchMedia').mockReturnValue({ matches: false } as MediaQueryList);
  watchInstall();
  const fake = newFakeApi();
  const { user } = await startApp(fake, { at: '/settings' });
  const { watchInstall: again } = await import('@/lib/pwa/install');
  again();
  await screen.findByText(/Your browser’s menu/);
  const prompt = vi.fn(() => Promise.resolve());
  fireEvent(window, Object.assign(new Event('beforeinstallprompt', { cancelable: true }), { prompt }));
  await user.click(await screen.findByRole('button', { name: 'Install' }));
  expect(prompt).toHaveBeenCalledTimes(1);
});

it('leads to everything that is kept about the person, and to what keeps it safe', async () => {
  await open();
  const card = within(screen.getByRole('region', { name: 'Your data' }));
  const links = card.getAllByRole('link').map((link) => link.getAttribute('href'));
  expect(links).toEqual(['/vacations', '/import', '/export', '/outbox']);
  const safety = within(screen.getByRole('region', { name: 'Security and account' }));
  expect(safety.getAllByRole('link').map((link) => link.getAttribute('href'))).toEqual([
    '/settings/security',
    '/settings/sessions',
    '/settings/tokens',
    '/settings/account',
  ]);
});

it('a device that nobody named says what it is, once', async () => {
  const { fake } = await open();
  await waitFor(() => expect([...fake.account.devices.values()]).toEqual(['Browser']), { timeout: 12_000 });
  await startApp(fake);
  await new Promise((resolve) => setTimeout(resolve, 4_500));
  expect(fake.calls.filter((call) => call.startsWith('PUT /v1/devices/'))).toHaveLength(1);
});

it('the bar of the phone has the colour of the theme', async () => {
  document.head.innerHTML =
    '<meta name="theme-color" data-theme="light"><meta name="theme-color" data-theme="dark">';
  const shown = () => [...document.head.querySelectorAll('meta')].map(({ media }) => media);
  const { user } = await open();
  await user.click(screen.getByRole('radio', { name: 'Dark' }));
  expect(shown()).toEqual(['not all', 'all']);
  await user.click(screen.getByRole('radio', { name: 'System' }));
  expect(shown()).toEqual(['(prefers-color-scheme: light)', '(prefers-color-scheme: dark)']);
});
