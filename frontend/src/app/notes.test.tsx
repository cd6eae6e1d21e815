import { screen, waitFor, within } from '@testing-library/react';
import { onlineManager } from '@tanstack/react-query';
import axe from 'axe-core';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Note } from '@/lib/api/types';
import type { FakeApi } from '@/testing/fakeApi';
import { newFakeApi, startApp } from '@/testing/startApp';

const ID = (number: number) => `01J000000000000000000000N${number}`;

function fakeWith(...notes: Partial<Note>[]): FakeApi {
  const fake = newFakeApi();
  fake.store.add({ id: '01J00000000000000000000HAB', name: 'Walk' });
  notes.forEach((note, number) =>
    fake.notes.add({ id: ID(number), updated_at: `2026-01-0${number + 1}T00:00:00Z`, ...note }),
  );
  return fake;
}

const noted = (fake: FakeApi, title: string): Note | undefined =>
  [...fake.notes.notes.values()].find((note) => note.title === title);

const offline = () => {
  vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false);
  onlineManager.setOnline(false);
};
afterEach(() => {
  vi.restoreAllMocks();
  onlineManager.setOnline(true);
});

const shown = () => screen.getAllByTestId(/^note-/).map((item) => within(item).getByRole('link').textContent);

describe('the list', () => {
  it('has pinned ones first, then the latest, and keeps what is pinned', async () => {
    const fake = fakeWith({ title: 'Old' }, { title: 'Pinned', pinned: true }, { title: 'New' });
    const { user } = await startApp(fake, { at: '/notes' });
    await screen.findByRole('link', { name: 'Old' });
    expect(shown()).toEqual(['Pinned', 'New', 'Old']);
    await user.click(screen.getByRole('button', { name: 'Keep “Old” at the top' }));
    await waitFor(() => expect(noted(fake, 'Old')?.pinned).toBe(true));
    expect(shown()[0]).toBe('Old');
  });

  it('finds what is only in the body, when the server says so', async () => {
    const fake = fakeWith({ title: 'Garden', body: 'beds '.repeat(60) + 'marigold' }, { title: 'Roof' });
    const { user } = await startApp(fake, { at: '/notes' });
    await user.type(await screen.findByRole('searchbox'), 'marigold');
    await waitFor(() => expect(shown()).toEqual(['Garden']));
    expect(screen.getByText('1 found')).toBeVisible();
  });

  it('finds what the device knows without a network, and says that it is not all', async () => {
    const fake = fakeWith({ title: 'Gärten' }, { title: 'Roof' });
    const { user } = await startApp(fake, { at: '/notes' });
    await screen.findByRole('link', { name: 'Roof' });
    offline();
    await user.type(screen.getByRole('searchbox'), 'garten');
    expect(shown()).toEqual(['Gärten']);
    expect(screen.getByText(/so far, in titles/)).toBeVisible();
  });

  it('is narrowed to bookmarks and to a tag', async () => {
    const fake = fakeWith(
      { title: 'A', tags: ['home'] },
      { title: 'B', kind: 'bookmark', url: 'https://example.com/b', tags: ['home'] },
      { title: 'C', kind: 'bookmark', url: 'https://example.com/c' },
    );
    const { user } = await startApp(fake, { at: '/notes?kind=bookmark' });
    await screen.findByRole('link', { name: 'B' });
    expect(shown()).toEqual(['C', 'B']);
    await user.click(screen.getByRole('button', { name: 'home' }));
    expect(shown()).toEqual(['B']);
    expect(location.search).toBe('?kind=bookmark&tag=home');
  });
});

describe('a note', () => {
  it('is shown as Markdown, from which no markup and no harmful address comes', async () => {
    const body = [
      '## Plan\n\n**bold** <img src=x onerror="alert(1)"> <script>alert(1)</script>',
      '[bad](javascript:alert(1)) [good](https://example.com)',
      '![tracker](https://evil.example/pixel.png)',
      '- [x] read',
      '#### Small\n\n# Large',
      'Said[^1]\n\n[^1]: By me',
    ].join('\n\n');
    const { container } = await startApp(fakeWith({ title: 'N', body }), { at: `/notes/${ID(0)}` });
    expect(await screen.findByRole('heading', { name: 'Plan', level: 2 })).toBeVisible();
    const text = within(screen.getByRole('article'));
    expect(text.getByText('bold').tagName).toBe('STRONG');
    expect(container.querySelectorAll('article img, article script')).toHaveLength(0);
    expect(container.innerHTML).not.toMatch(/javascript:|onerror/);
    expect(text.getByRole('link', { name: 'good' })).toHaveAttribute(
      'rel',
      expect.stringContaining('noopener'),
    );
    expect(text.getByRole('link', { name: 'tracker' })).toHaveAttribute(
      'href',
      'https://evil.example/pixel.png',
    );
    expect(text.getByRole('link', { name: '1' })).not.toHaveAttribute('target'); // it stays on the page
    expect(text.getByRole('checkbox', { name: 'done' })).toBeChecked();
    expect(text.getByRole('heading', { name: 'Small', level: 3 })).toBeVisible();
    expect(text.getByRole('heading', { name: 'Large', level: 2 })).toBeVisible();
  });

  it('is written, looked at before it is saved, and linked to a habit', async () => {
    const fake = fakeWith();
    const { user } = await startApp(fake, { at: '/notes' });
    await user.click(await screen.findByRole('link', { name: 'New note' }));
    await user.type(await screen.findByLabelText(/^Title/), 'Plan');
    await user.type(screen.getByLabelText('Text'), '# First');
    await user.click(screen.getByRole('radio', { name: 'Preview' }));
    expect(await screen.findByRole('heading', { name: 'First' })).toBeVisible();
    await user.click(await screen.findByRole('checkbox', { name: 'Walk' }));
    await user.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByRole('heading', { name: 'Plan', level: 1 })).toBeVisible();
    expect(await screen.findByRole('link', { name: 'Walk' })).toBeVisible();
    await waitFor(() =>
      expect(noted(fake, 'Plan')).toMatchObject({
        body: '# First',
        habit_ids: ['01J00000000000000000000HAB'],
      }),
    );
  });

  it('is changed where the form was changed, and again as it was with undo', async () => {
    const fake = fakeWith({ title: 'Plan', body: 'Old text', tags: ['home'] });
    let sent: Record<string, unknown> = {};
    fake.interfere = async (request) => {
      if (request.method === 'PATCH') sent = (await request.clone().json()) as Record<string, unknown>;
      return undefined;
    };
    const { user } = await startApp(fake, { at: `/notes/${ID(0)}/edit` });
    const text = await screen.findByLabelText('Text');
    await user.clear(text);
    await user.type(text, 'New text');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    expect(await within(await screen.findByRole('article')).findByText('New text')).toBeVisible();
    await waitFor(() =>
      expect(Object.keys(sent).sort()).toEqual(['body', 'device', 'edited_at', 'sequence']),
    );
    await user.click(await screen.findByRole('button', { name: 'Undo' }));
    expect(await within(await screen.findByRole('article')).findByText('Old text')).toBeVisible();
  });

  it('is made, opened and changed without a network', async () => {
    const fake = fakeWith();
    const { user } = await startApp(fake, { at: '/notes/new' });
    await screen.findByLabelText(/^Title/);
    offline();
    await user.type(screen.getByLabelText(/^Title/), 'Offline');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    await user.click(await screen.findByRole('link', { name: 'Edit' }));
    await user.type(await screen.findByLabelText('Text'), 'still here');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByText('still here')).toBeVisible();
    expect(noted(fake, 'Offline')).toBeUndefined();
    onlineManager.setOnline(true);
    await waitFor(() => expect(noted(fake, 'Offline')?.body).toBe('still here'));
  });

  it('that was deleted comes back with undo', async () => {
    const fake = fakeWith({ title: 'Plan', body: 'Old text' });
    const { user } = await startApp(fake, { at: `/notes/${ID(0)}` });
    await user.click(await screen.findByRole('button', { name: 'Delete' }));
    await waitFor(() => expect(noted(fake, 'Plan')).toBeUndefined());
    await user.click(await screen.findByRole('button', { name: 'Undo' }));
    expect(await screen.findByRole('link', { name: 'Plan' })).toBeVisible();
    await waitFor(() => expect(noted(fake, 'Plan')?.body).toBe('Old text'));
  });
});

describe('a bookmark', () => {
  it('leads to the web only, and is made whole', async () => {
    const fake = fakeWith();
    const { user } = await startApp(fake, { at: '/notes/new?kind=bookmark' });
    const address = await screen.findByLabelText('Address');
    await user.type(address, 'javascript:alert(1)');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByText(/Enter a web address/)).toBeVisible();
    await user.clear(address);
    await user.type(address, 'www.example.com/page');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByRole('link', { name: 'example.com' })).toHaveAttribute(
      'href',
      'https://www.example.com/page',
    );
    await waitFor(() => expect([...fake.notes.notes.values()][0]?.kind).toBe('bookmark'));
  });

  it('that somehow says otherwise is not followed', async () => {
    const fake = fakeWith({ title: 'Bad', kind: 'bookmark', url: 'javascript:alert(1)' });
    const { container } = await startApp(fake, { at: `/notes/${ID(0)}` });
    await screen.findByRole('heading', { name: 'Bad' });
    expect(container.querySelector('a[href^="javascript"]')).toBeNull();
  });
});

it.each(['/notes', '/notes/new', `/notes/${ID(0)}`, `/notes/${ID(0)}/edit`])(
  '%s serves everyone',
  async (at) => {
    const fake = fakeWith({
      title: 'Plan',
      body: '# One\n\n| a | b |\n|---|---|\n| 1 | 2 |',
      tags: ['home'],
    });
    const { container } = await startApp(fake, { at });
    await screen.findByRole('heading', { level: 1, name: /Plan|Notes|New note|Edit/ });
    if (at.endsWith(ID(0))) await screen.findByRole('table');
    const { violations } = await axe.run(container, { rules: { 'color-contrast': { enabled: false } } });
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
  },
);
