import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { addDays } from '@/lib/time/days';
import { newFakeApi, startApp, TODAY } from '@/testing/startApp';

function fakeWith(...names: string[]) {
  const fake = newFakeApi();
  names.forEach((name) => fake.store.add({ id: name.toLowerCase(), name, start_date: addDays(TODAY, -30) }));
  return fake;
}

const recorded = (fake: ReturnType<typeof fakeWith>, id: string, day = TODAY) =>
  fake.store.checkins.get(id)?.get(day);
const mark = (name: string) => screen.findByRole('button', { name: `Done: ${name}` });

describe('Today', () => {
  it('marks at a tap and lets the row sink', async () => {
    const fake = fakeWith('Walk', 'Read');
    const { user } = await startApp(fake);
    await user.click(await mark('Walk'));
    expect(await mark('Walk')).toHaveAttribute('aria-pressed', 'true');
    const items = screen.getAllByRole('listitem').map((item) => item.textContent);
    expect(items.indexOf('Done')).toBeLessThan(items.findIndex((text) => text.includes('Walk')));
    expect(await mark('Walk')).toHaveFocus(); // it moved, and went nowhere for the keyboard
    expect(screen.getByTestId('progress')).toHaveTextContent('1 of 2 done');
    await waitFor(() => expect(recorded(fake, 'walk')?.status).toBe('done'));
  });

  it('takes back at the second tap, and that can be undone', async () => {
    const fake = fakeWith('Walk');
    fake.store.mark('walk', TODAY, { status: 'done', note: 'in the rain' });
    const { user } = await startApp(fake);
    await user.click(await mark('Walk'));
    await waitFor(() => expect(recorded(fake, 'walk')).toBeUndefined());
    await user.click(screen.getByRole('button', { name: 'Undo' }));
    await waitFor(() =>
      expect(recorded(fake, 'walk')).toMatchObject({ status: 'done', note: 'in the rain' }),
    );
  });

  it('leaves a note alone that it does not know', async () => {
    const fake = fakeWith('Walk');
    const { user } = await startApp(fake);
    await mark('Walk');
    fake.store.mark('walk', TODAY, { status: 'skip', note: 'written on another device' });
    await user.click(await mark('Walk'));
    await waitFor(() =>
      expect(recorded(fake, 'walk')).toMatchObject({ status: 'done', note: 'written on another device' }),
    );
  });

  it('sends quick taps in their order, and the last one stands', async () => {
    const fake = fakeWith('Walk');
    const { user } = await startApp(fake);
    const button = await mark('Walk');
    const done: string[] = [];
    fake.interfere = async ({ method, url }) => {
      if (!url.includes('/checkins/')) return undefined;
      if (method === 'DELETE') await new Promise((resolve) => setTimeout(resolve, 100));
      done.push(method);
      return undefined;
    };
    await user.tripleClick(button);
    await waitFor(() => expect(done).toEqual(['PUT', 'DELETE', 'PUT']));
    expect(await mark('Walk')).toHaveAttribute('aria-pressed', 'true');
  });

  it('puts everything back when the server refuses, and says so', async () => {
    const fake = fakeWith('Walk');
    const { user } = await startApp(fake);
    const button = await mark('Walk');
    fake.interfere = (request) =>
      request.method === 'PUT'
        ? Response.json({ status: 404, title: 'Not found' }, { status: 404 })
        : undefined;
    await user.click(button);
    expect(await screen.findByText(/could not be saved/)).toBeVisible();
    await waitFor(() => expect(button).toHaveAttribute('aria-pressed', 'false'));
  });

  it('opens the rest on Enter: skip with a note', async () => {
    const fake = fakeWith('Walk');
    const { user } = await startApp(fake);
    (await mark('Walk')).focus();
    await user.keyboard('{Enter}');
    const sheet = within(await screen.findByRole('dialog', { name: 'Walk' }));
    await user.click(sheet.getByRole('radio', { name: 'Skip' }));
    await user.type(sheet.getByLabelText(/Note/), 'ill');
    await user.click(sheet.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(recorded(fake, 'walk')).toMatchObject({ status: 'skip', note: 'ill' }));
  });

  it('opens the rest on press and hold, without marking', async () => {
    const fake = fakeWith('Walk');
    await startApp(fake);
    const button = await mark('Walk');
    fireEvent.pointerDown(button, { button: 0 });
    expect(await screen.findByRole('dialog', { name: 'Walk' })).toBeVisible();
    fireEvent.pointerUp(button);
    fireEvent.click(button);
    expect(recorded(fake, 'walk')).toBeUndefined();
  });

  it('asks a numeric habit for its value and refuses what is none', async () => {
    const fake = newFakeApi();
    fake.store.add({ id: 'water', name: 'Water', kind: 'numeric', unit: 'glasses', target: 8 });
    const { user } = await startApp(fake);
    await user.click(await screen.findByRole('button', { name: 'Enter value: Water' }));
    const field = await screen.findByLabelText('How much? (glasses)');
    await user.type(field, 'many');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    expect(field).toBeInvalid();
    await user.clear(field);
    await user.type(field, '2,5');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(recorded(fake, 'water')?.value).toBe(2.5));
    expect(
      await screen.findByRole('button', { name: 'Enter value: Water, 2.5 glasses so far' }),
    ).toBeVisible();
  });

  it('shows another day by its address, and marks that one', async () => {
    const fake = fakeWith('Walk');
    const yesterday = addDays(TODAY, -1);
    const { user } = await startApp(fake, { at: `/today/${yesterday}` });
    expect(await screen.findByRole('heading', { name: 'Yesterday' })).toBeVisible();
    await user.click(await mark('Walk'));
    await waitFor(() => expect(recorded(fake, 'walk', yesterday)?.status).toBe('done'));
    expect(recorded(fake, 'walk')).toBeUndefined();
  });

  it('offers no day that is still to come', async () => {
    await startApp(fakeWith('Walk'), { at: `/today/${addDays(TODAY, 1)}` });
    expect(await screen.findByText('That day is still to come')).toBeVisible();
  });

  it('says what to do when it cannot be loaded, and does it', async () => {
    const fake = fakeWith('Walk');
    fake.interfere = (request) =>
      request.url.includes('/today') ? new Response('', { status: 403 }) : undefined;
    const { user } = await startApp(fake);
    const retry = await screen.findByRole('button', { name: 'Try again' });
    fake.interfere = () => undefined;
    await user.click(retry);
    expect(await mark('Walk')).toBeVisible();
  });

  it('says that the database wakes up, and waits for it', async () => {
    const fake = fakeWith('Walk');
    let asleep = true;
    fake.interfere = (request) => {
      if (!asleep || !request.url.includes('/today')) return undefined;
      return new Response('{"message":"Service Unavailable"}', {
        status: 503,
        headers: { 'Retry-After': '1' },
      });
    };
    await startApp(fake);
    expect(await screen.findByText('Waking up…')).toBeVisible();
    asleep = false;
    expect(await screen.findByRole('button', { name: 'Done: Walk' }, { timeout: 3000 })).toBeVisible();
  });
});

describe('without a network', () => {
  it('a mark shows at once, outlives the page, and is sent when the network is back', async () => {
    const fake = fakeWith('Walk');
    const first = await startApp(fake);
    const button = await mark('Walk');
    // Neither an answer nor an error: the page is closed while it is on its way.
    fake.interfere = () => new Promise(() => undefined);
    await first.user.click(button);
    expect(await mark('Walk')).toHaveAttribute('aria-pressed', 'true');
    await new Promise((resolve) => setTimeout(resolve, 400)); // the queue is written a little later
    first.unmount();
    fake.interfere = () => undefined;
    await startApp(fake);
    await waitFor(() => expect(recorded(fake, 'walk')?.status).toBe('done'));
  });

  it('the banner says so', async () => {
    const { user } = await startApp(fakeWith('Walk'));
    await mark('Walk');
    vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false);
    fireEvent(window, new Event('offline'));
    expect(await screen.findByText(/You’re offline/)).toBeVisible();
    await user.click(await mark('Walk'));
    expect(await mark('Walk')).toHaveAttribute('aria-pressed', 'true');
  });
});
