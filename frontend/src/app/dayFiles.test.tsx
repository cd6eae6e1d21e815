import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { onlineManager } from '@tanstack/react-query';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { FakeApi } from '@/testing/fakeApi';
import { fakeUploads } from '@/testing/fakeUpload';
import { newFakeApi, startApp, TODAY } from '@/testing/startApp';

const HABIT = '01J000000000000000000000HA';
const PICTURE = new File(['picture'], 'river.png', { type: 'image/png' });

function fakeWithWalk(): FakeApi {
  const fake = newFakeApi();
  fake.store.add({ id: HABIT, name: 'Walk' });
  return fake;
}

async function openDay(fake: FakeApi) {
  const app = await startApp(fake);
  (await screen.findByRole('button', { name: 'Done: Walk' })).focus();
  await app.user.keyboard('{Enter}');
  const sheet = within(await screen.findByRole('dialog', { name: 'Walk' }));
  return { ...app, sheet, files: within(await sheet.findByRole('region', { name: 'Photos and files' })) };
}

const pictures = () => [...document.querySelectorAll<HTMLImageElement>('dialog img, [role=dialog] img')];

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  onlineManager.setOnline(true);
});

describe("a day's photos", () => {
  it('are added in its sheet, belong to this habit and day, and leave the mark alone', async () => {
    const fake = fakeWithWalk();
    fakeUploads(fake);
    const { user, files, sheet } = await openDay(fake);
    await user.upload(files.getByLabelText('Add photos'), PICTURE);
    await waitFor(() => expect(pictures()[0]?.getAttribute('src')).toMatch(/\/file-1\/128\.webp$/));
    expect([...fake.files.files.values()]).toMatchObject([
      { purpose: 'checkin', ref: `${HABIT}:${TODAY}`, name: 'river.png' },
    ]);
    await user.click(sheet.getByRole('button', { name: 'Close' }));
    expect(fake.store.checkins.get(HABIT)?.get(TODAY)).toBeUndefined();
  });

  it('are there when the day is opened again, and not on another day', async () => {
    const fake = fakeWithWalk();
    const variants = { '128': { url: `/media/${fake.userId}/f/128.webp`, width: 128, height: 128 } };
    fake.files.add({ id: 'f', name: 'river.png', purpose: 'checkin', ref: `${HABIT}:${TODAY}`, variants });
    fake.files.add({ id: 'g', name: 'lake.png', purpose: 'checkin', ref: `${HABIT}:2020-01-01`, variants });
    const { files } = await openDay(fake);
    expect(await files.findByText('river.png')).toBeVisible();
    expect(files.queryByText('lake.png')).toBeNull();
  });

  it('are on the page of the habit, by day, and open that day', async () => {
    const fake = fakeWithWalk();
    const variants = { '128': { url: `/media/${fake.userId}/f/128.webp`, width: 128, height: 128 } };
    const file = { name: 'river.png', purpose: 'checkin', ref: `${HABIT}:${TODAY}`, variants } as const;
    fake.files.add({ id: 'f', ...file });
    fake.files.add({ id: 'g', ...file });
    fake.files.add({ id: 'h', ...file, ref: `${HABIT}:2001-01-01` });
    const { user } = await startApp(fake, { at: `/habits/${HABIT}` });
    const card = within(await screen.findByRole('region', { name: 'Photos and files' }));
    expect(card.getAllByRole('button')).toHaveLength(1);
    await user.click(card.getByRole('button', { name: /: 2 files$/ }));
    const sheet = within(await screen.findByRole('dialog', { name: 'Walk' }));
    expect(await sheet.findAllByText('river.png')).toHaveLength(2);
  });

  it('wait for the network, and say so', async () => {
    const fake = fakeWithWalk();
    const app = await startApp(fake);
    const button = await screen.findByRole('button', { name: 'Done: Walk' });
    vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false);
    fireEvent(window, new Event('offline'));
    onlineManager.setOnline(false);
    button.focus();
    await app.user.keyboard('{Enter}');
    const files = within(await screen.findByRole('region', { name: 'Photos and files' }));
    expect(files.getByText(/You’re offline/)).toBeVisible();
    expect(files.getByLabelText('Add photos')).toBeDisabled();
  });
});
