import { screen, waitFor, within } from '@testing-library/react';
import axe from 'axe-core';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { problem } from '@/testing/fakeApi';
import { newFakeApi, startApp } from '@/testing/startApp';

afterEach(() => vi.unstubAllGlobals());

/** Where the browser is sent when a link is followed by the page itself. */
function followed(): string[] {
  const addresses: string[] = [];
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    addresses.push(this.getAttribute('href') ?? '');
  });
  return addresses;
}

describe('an export', () => {
  it.each([
    ['Daybook, everything', 'json'],
    ['Loop Habit Tracker', 'loop'],
    ['One table', 'csv'],
  ])('of the kind %s is made, and fetched by an address that is asked for then', async (name, format) => {
    const fake = newFakeApi();
    const addresses = followed();
    const { user } = await startApp(fake, { at: '/export' });
    await user.click(await screen.findByRole('button', { name: `Make ${name}` }));
    const download = await screen.findByRole('button', { name: /^Download / });
    expect([...fake.transfer.exports.values()].map((made) => made.format)).toEqual([format]);
    await user.click(download);
    await waitFor(() => expect(addresses).toEqual(['/v1/exports/export-1/file']));
    expect(fake.calls.at(-1)).toBe('GET /v1/exports/export-1');
  });

  it('that failed, and one whose file is gone, say so', async () => {
    const fake = newFakeApi();
    const made = { bytes: null, url: null, created_at: '2026-11-01T10:00:00Z' };
    fake.transfer.finished = [
      {
        ...made,
        id: 'one',
        format: 'csv',
        status: 'failed',
        file_name: 'one.csv',
        problem: 'It was too much.',
      },
      { ...made, id: 'two', format: 'json', status: 'ready', file_name: 'two.json', problem: null },
    ];
    await startApp(fake, { at: '/export' });
    expect(await screen.findByText('It was too much.')).toBeVisible();
    expect(screen.getByText(/kept for seven days and is gone/)).toBeVisible();
    expect(screen.queryByRole('button', { name: /^Download / })).toBeNull();
  });

  it('that is one too many says why', async () => {
    const fake = newFakeApi();
    const { user } = await startApp(fake, { at: '/export' });
    await screen.findByText(/None yet/);
    fake.interfere = ({ method, url }) => {
      if (method !== 'POST' || !url.endsWith('/exports')) return undefined;
      return new Response(JSON.stringify(problem(409, 'too-many-exports', 'No.').body), { status: 409 });
    };
    await user.click(screen.getByRole('button', { name: 'Make One table' }));
    expect(await screen.findByText(/Several exports are at work/)).toBeVisible();
  });
});

describe('the calendar’s address', () => {
  it('is made, copied, changed and switched off, the last two only when asked again', async () => {
    const fake = newFakeApi();
    const { user } = await startApp(fake, { at: '/export' });
    await user.click(await screen.findByRole('button', { name: 'Make an address' }));
    const address = await screen.findByRole<HTMLInputElement>('textbox', { name: 'Secret address' });
    const first = address.value;
    expect(first).toBe(fake.transfer.feed);
    await user.click(screen.getByRole('button', { name: 'Copy' }));
    expect(await navigator.clipboard.readText()).toBe(first);

    await user.click(screen.getByRole('button', { name: 'New address' }));
    const renew = within(await screen.findByRole('alertdialog'));
    expect(fake.transfer.feed).toBe(first);
    await user.click(renew.getByRole('button', { name: 'New address' }));
    await waitFor(() => expect(address.value).not.toBe(first));
    expect(address.value).toBe(fake.transfer.feed);

    await user.click(screen.getByRole('button', { name: 'Switch off' }));
    const revoke = within(await screen.findByRole('alertdialog'));
    await user.click(revoke.getByRole('button', { name: 'Switch off' }));
    expect(await screen.findByRole('button', { name: 'Make an address' })).toBeVisible();
    expect(fake.transfer.feed).toBeNull();
  });
});

describe('both pages', () => {
  it.each(['/import', '/export'])('%s has no fault that axe finds', async (at) => {
    const fake = newFakeApi();
    fake.transfer.feed = 'https://daybook.example/v1/calendar/secret.ics';
    const { container } = await startApp(fake, { at });
    await screen.findAllByText(/None yet/);
    const { violations } = await axe.run(container, { rules: { 'color-contrast': { enabled: false } } });
    expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual([]);
  });
});
