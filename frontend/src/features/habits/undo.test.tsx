import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { addDays } from '@/lib/time/days';
import { newFakeApi, startApp, TODAY } from '@/testing/startApp';

function fakeWith(...names: string[]) {
  const fake = newFakeApi();
  names.forEach((name) => fake.store.add({ id: name.toLowerCase(), name, start_date: addDays(TODAY, -30) }));
  return fake;
}

type App = Awaited<ReturnType<typeof startApp>>;
const undo = async ({ user }: App) => user.click(await screen.findByRole('button', { name: 'Undo' }));

async function act({ user }: App, name: string, action: string) {
  await user.click(await screen.findByRole('button', { name: `Actions for ${name}` }));
  await user.click(await screen.findByRole('menuitem', { name: action }));
}

describe('everything can be taken back:', () => {
  it('a new order', async () => {
    const fake = fakeWith('Walk', 'Read');
    const app = await startApp(fake, { at: '/habits' });
    await act(app, 'Read', 'Move up');
    await waitFor(() => expect(fake.store.order).toEqual(['read', 'walk']));
    await undo(app);
    await waitFor(() => expect(fake.store.order).toEqual(['walk', 'read']));
  });

  it('a new habit', async () => {
    const fake = fakeWith('Walk');
    const app = await startApp(fake, { at: '/habits/new' });
    await app.user.type(await screen.findByLabelText('Name'), 'Read');
    await app.user.click(screen.getByRole('button', { name: 'Create habit' }));
    expect(await screen.findByRole('button', { name: 'Done: Read' })).toBeVisible();
    await undo(app);
    await waitFor(() => expect(fake.store.list(false).map(({ name }) => name)).toEqual(['Walk']));
    expect(screen.queryByRole('button', { name: 'Done: Read' })).toBeNull();
  });

  it('a change of a habit, and only that', async () => {
    const fake = fakeWith('Walk');
    const app = await startApp(fake, { at: '/habits/walk/edit' });
    const name = await screen.findByLabelText('Name');
    await app.user.clear(name);
    await app.user.type(name, 'Run');
    await app.user.click(screen.getByRole('radio', { name: 'Red' }));
    await app.user.click(screen.getByRole('button', { name: 'Save changes' }));
    await waitFor(() => expect(fake.store.habits.get('walk')).toMatchObject({ name: 'Run', colour: 'red' }));
    fake.store.change('walk', { icon: '🏃' });
    await undo(app);
    await waitFor(() =>
      expect(fake.store.habits.get('walk')).toMatchObject({ name: 'Walk', colour: 'blue', icon: '🏃' }),
    );
  });

  it('an archiving, from the list of the archived ones too', async () => {
    const fake = fakeWith('Walk');
    fake.store.change('walk', { archived: true });
    const app = await startApp(fake, { at: '/habits?archived' });
    await act(app, 'Walk', 'Bring back');
    await waitFor(() => expect(fake.store.habits.get('walk')?.archived).toBe(false));
    await undo(app);
    await waitFor(() => expect(fake.store.habits.get('walk')?.archived).toBe(true));
  });

  it('step by step with the key u, the latest first', async () => {
    const fake = fakeWith('Walk', 'Read');
    const { user } = await startApp(fake);
    await user.click(await screen.findByRole('button', { name: 'Done: Walk' }));
    await user.click(await screen.findByRole('button', { name: 'Done: Read' }));
    const done = () => ['walk', 'read'].filter((id) => fake.store.checkins.get(id)?.get(TODAY));
    await waitFor(() => expect(done()).toEqual(['walk', 'read']));
    await user.keyboard('u');
    await waitFor(() => expect(done()).toEqual(['walk']));
    await user.keyboard('{Control>}z{/Control}');
    await waitFor(() => expect(done()).toEqual([]));
  });

  it('Ctrl+Z belongs to a field while one types', async () => {
    const fake = fakeWith('Walk');
    const { user } = await startApp(fake);
    await user.click(await screen.findByRole('button', { name: 'Done: Walk' }));
    await user.click(screen.getByRole('link', { name: 'Habits' }));
    await user.type(await screen.findByRole('searchbox'), 'wa{Control>}z{/Control}');
    expect(fake.store.checkins.get('walk')?.get(TODAY)?.status).toBe('done');
  });
});

describe('filling in days without a network', () => {
  it('shows at once, can be taken back, and is sent later', async () => {
    const fake = fakeWith('Walk');
    fake.store.mark('walk', addDays(TODAY, -1), { status: 'skip' });
    const { user } = await startApp(fake);
    await screen.findByRole('button', { name: 'Done: Walk' });
    vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false);
    fireEvent(window, new Event('offline'));
    fake.interfere = () => Promise.reject(new TypeError('fetch failed'));
    const fill = async () => {
      await user.click(screen.getByRole('button', { name: 'Fill in several days' }));
      const sheet = within(await screen.findByRole('dialog'));
      await user.click(sheet.getByRole('button', { name: 'Fill in 7 days' }));
    };
    const mark = () => screen.getByRole('button', { name: 'Done: Walk' });
    await fill();
    await waitFor(() => expect(mark()).toHaveAttribute('aria-pressed', 'true'));
    await user.click(await screen.findByRole('button', { name: 'Undo' }));
    await waitFor(() => expect(mark()).toHaveAttribute('aria-pressed', 'false'));
    await fill();
    await waitFor(() => expect(mark()).toHaveAttribute('aria-pressed', 'true'));
    fake.interfere = () => undefined;
    vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(true);
    fireEvent(window, new Event('online'));
    await waitFor(() => expect(fake.store.checkins.get('walk')?.size).toBe(7));
  });

  it('leaves alone, when it is taken back, the days that this device never knew', async () => {
    const fake = fakeWith('Walk');
    const long = addDays(TODAY, -20);
    fake.store.mark('walk', long, { status: 'skip' });
    fake.store.mark('walk', TODAY, { status: 'skip' });
    const { user } = await startApp(fake);
    await screen.findByRole('button', { name: 'Done: Walk' });
    vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false);
    fireEvent(window, new Event('offline'));
    fake.interfere = () => Promise.reject(new TypeError('fetch failed'));
    await user.click(screen.getByRole('button', { name: 'Fill in several days' }));
    const sheet = within(await screen.findByRole('dialog'));
    fireEvent.change(sheet.getByLabelText('From'), { target: { value: long } });
    await user.click(sheet.getByRole('button', { name: 'Fill in 21 days' }));
    expect(await screen.findByText(/Undo reaches the 7 days/)).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Undo' }));
    fake.interfere = () => undefined;
    vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(true);
    fireEvent(window, new Event('online'));
    await waitFor(() => expect(fake.store.checkins.get('walk')?.get(TODAY)?.status).toBe('skip'));
    await waitFor(() => expect(fake.store.checkins.get('walk')?.size).toBe(15));
    expect(fake.store.checkins.get('walk')?.get(long)?.status).toBe('done');
  });
});
