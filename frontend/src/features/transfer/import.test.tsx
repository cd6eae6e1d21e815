import { fireEvent, screen, waitFor } from '@testing-library/react';
import axe from 'axe-core';
import { describe, expect, it } from 'vitest';
import type { FakeApi } from '@/testing/fakeApi';
import { fakeUploads } from '@/testing/fakeUpload';
import { atPreview, bodyOf, chosen, FILE } from '@/testing/importSteps';
import { newFakeApi, startApp } from '@/testing/startApp';

describe('a file', () => {
  it('goes up with its form, is shown first, and comes in when one says so', async () => {
    const fake = newFakeApi();
    const { sent } = fakeUploads(fake);
    const { user } = await startApp(fake, { at: '/import' });
    await user.upload(await chosen(), FILE);
    expect(await screen.findByRole('checkbox', { name: 'Walk' })).toBeChecked();
    expect(sent).toMatchObject([{ names: ['key', 'file'] }]);
    expect(screen.getByText('Checkmarks.csv:17')).toBeVisible();
    expect(screen.getByText('They were filled in automatically.')).toBeVisible();
    expect(fake.calls.some((call) => call.endsWith('/commit'))).toBe(false);
    await user.click(screen.getByRole('button', { name: 'Import 1 habit' }));
    expect(await screen.findByRole('heading', { name: 'It’s all here' })).toBeVisible();
    expect(screen.getByText('40 days')).toBeVisible();
  });

  it('shows how far it is, and goes on while another page is open', async () => {
    const fake = newFakeApi();
    const { finish } = fakeUploads(fake, 'wait');
    const { user } = await startApp(fake, { at: '/import' });
    await user.upload(await chosen(), FILE);
    expect(await screen.findByRole('progressbar', { name: 'Sending the file' })).toHaveAttribute(
      'value',
      '0.25',
    );
    await user.click(screen.getByRole('link', { name: 'Today' }));
    finish();
    window.history.back();
    expect(await screen.findByRole('checkbox', { name: 'Walk' })).toBeVisible();
  });

  it('is sent again when the network was gone', async () => {
    const fake = newFakeApi();
    const { sent } = fakeUploads(fake, 0);
    const { user } = await startApp(fake, { at: '/import' });
    await user.upload(await chosen(), FILE);
    await user.click(await screen.findByRole('button', { name: 'Try again' }));
    expect(await screen.findByRole('checkbox', { name: 'Walk' })).toBeVisible();
    expect(sent).toHaveLength(2);
  });

  it('that S3 does not take is not sent in vain once more', async () => {
    const fake = newFakeApi();
    fakeUploads(fake, 403);
    const { user } = await startApp(fake, { at: '/import' });
    await user.upload(await chosen(), FILE);
    expect(await screen.findByText(/The file was not accepted/)).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Try again' })).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Cancel' }));
    await waitFor(() => expect(fake.transfer.imports.size).toBe(0));
    expect(await chosen()).toBeVisible();
  });

  it('can be dropped, anywhere on the page', async () => {
    const fake = newFakeApi();
    const { sent } = fakeUploads(fake);
    await startApp(fake, { at: '/import' });
    await chosen();
    fireEvent.drop(document.body, { dataTransfer: { types: ['Files'], files: [FILE] } });
    expect(await screen.findByRole('checkbox', { name: 'Walk' })).toBeVisible();
    expect(sent).toMatchObject([{ file: { name: 'loop.zip' } }]);
  });

  it.each([
    ['too large', 51 * 1024 * 1024, /at most 50 MB/],
    ['empty', 0, /This file is empty/],
  ])('that is %s is refused before anything is sent', async (_, size, text) => {
    const fake = newFakeApi();
    const { user } = await startApp(fake, { at: '/import' });
    const file = Object.defineProperty(new File([], 'x.zip'), 'size', { value: size });
    await user.upload(await chosen(), file);
    expect(await screen.findByText(text)).toBeVisible();
    expect(fake.calls).not.toContain('POST /v1/imports');
  });
});

describe('a table', () => {
  const columns = {
    names: ['Day', 'What', 'How much'],
    rows: [['2026-01-02', 'Walk', '3']],
    guess: { date: 'Day', habit: 'What', date_order: 'ymd' as const, wide: false },
  };

  async function atMapping(fake: FakeApi) {
    fake.transfer.columns = columns;
    fakeUploads(fake);
    const app = await startApp(fake, { at: '/import' });
    await app.user.upload(await chosen(), new File(['a,b'], 'mine.csv'));
    await screen.findByRole('heading', { name: 'The first lines' });
    return app;
  }

  it('begins with the guess, and is read as the person says', async () => {
    const fake = newFakeApi();
    const { user } = await atMapping(fake);
    const mapped = bodyOf(fake, 'PUT', /mapping$/);
    expect(screen.getByRole('combobox', { name: 'Date' })).toHaveValue('Day');
    expect(screen.getByRole('cell', { name: 'Walk' })).toBeVisible();
    await user.selectOptions(screen.getByRole('combobox', { name: /Amount/ }), 'How much');
    await user.click(screen.getByRole('button', { name: 'Show what is in it' }));
    expect(await screen.findByRole('checkbox', { name: 'Walk' })).toBeVisible();
    expect(mapped()).toEqual({
      ...{ date: 'Day', habit: 'What', value: 'How much', date_order: 'ymd', wide: false },
    });
  });

  it('with a column a habit needs only the date, and not without it', async () => {
    const fake = newFakeApi();
    const { user } = await atMapping(fake);
    const mapped = bodyOf(fake, 'PUT', /mapping$/);
    await user.click(screen.getByRole('radio', { name: 'A line a day' }));
    const date = screen.getByRole('combobox', { name: 'Date' });
    await user.selectOptions(date, '');
    await user.click(screen.getByRole('button', { name: 'Show what is in it' }));
    expect(date).toHaveAccessibleDescription('Choose the column with the date.');
    await user.selectOptions(date, 'Day');
    await user.click(screen.getByRole('button', { name: 'Show what is in it' }));
    await waitFor(() => expect(mapped()).toEqual({ date: 'Day', date_order: 'ymd', wide: true }));
  });
});

describe('an import', () => {
  it('is found again by its address and in the list, and can be forgotten', async () => {
    const fake = newFakeApi();
    const { user } = await atPreview(fake);
    await user.click(screen.getByRole('link', { name: 'Back' }));
    await user.click(await screen.findByRole('link', { name: /^loop.zip/ }));
    await screen.findByRole('checkbox', { name: 'Walk' });
    await user.click(screen.getByRole('button', { name: /forget the file/ }));
    expect(await screen.findByText(/None yet/)).toBeVisible();
    expect(fake.transfer.imports.size).toBe(0);
  });

  it('that failed says where and why, and what to do', async () => {
    const fake = newFakeApi();
    fake.transfer.problem = {
      detail: 'The zip is damaged. Export it again.',
      errors: [{ where: 'Habits.csv:3', reason: 'has 4 cells' }],
    };
    fakeUploads(fake);
    const { user, container } = await startApp(fake, { at: '/import' });
    await user.upload(await chosen(), FILE);
    const alert = (await screen.findByText('The zip is damaged. Export it again.')).closest('[role=alert]');
    expect(alert).toHaveTextContent('Habits.csv:3 has 4 cells');
    expect(screen.getByRole('link', { name: 'Choose another file' })).toBeVisible();
    const { violations } = await axe.run(container, { rules: { 'color-contrast': { enabled: false } } });
    expect(violations).toEqual([]);
  });

  it('needs a network, and says so', async () => {
    const fake = newFakeApi();
    const { onlineManager } = await import('@tanstack/react-query');
    onlineManager.setOnline(true);
    await startApp(fake, { at: '/import' });
    await chosen();
    window.dispatchEvent(new Event('offline'));
    expect(await screen.findByText(/This needs a connection/)).toBeVisible();
    expect(await chosen()).toBeDisabled();
    window.dispatchEvent(new Event('online'));
    await waitFor(async () => expect(await chosen()).toBeEnabled());
  });
});
