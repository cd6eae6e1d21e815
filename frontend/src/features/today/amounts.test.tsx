import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { addDays } from '@/lib/time/days';
import { newFakeApi, startApp, TODAY } from '@/testing/startApp';

function fakeWithWater() {
  const fake = newFakeApi();
  const start_date = addDays(TODAY, -30);
  fake.store.add({ id: 'water', name: 'Water', kind: 'numeric', unit: 'glasses', target: 8, start_date });
  return fake;
}

type Fake = ReturnType<typeof fakeWithWater>;
const recorded = (fake: Fake, day = TODAY) => fake.store.checkins.get('water')?.get(day);
const single = (fake: Fake) => fake.store.entriesOf('water', TODAY).items.map(({ value }) => value);
const mark = () => screen.findByRole('button', { name: /^Enter value: Water/ });
const plusOne = () => screen.findByRole('button', { name: 'Add 1: Water' });

async function openSheet(fake: Fake) {
  const { user } = await startApp(fake);
  await user.click(await mark());
  const sheet = within(await screen.findByRole('dialog', { name: 'Water' }));
  return { user, sheet };
}

function goOffline() {
  vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false);
  fireEvent(window, new Event('offline'));
}

describe('one more, on Today', () => {
  it('is a tap, and another one, and each is an amount of its own', async () => {
    const fake = fakeWithWater();
    const { user } = await startApp(fake);
    await user.dblClick(await plusOne());
    expect(await screen.findByRole('button', { name: 'Enter value: Water, 2 glasses so far' })).toBeVisible();
    await waitFor(() => expect(single(fake)).toEqual([1, 1]));
    expect(recorded(fake)?.value).toBe(2);
  });

  it('comes on top of what another device entered meanwhile', async () => {
    const fake = fakeWithWater();
    const { user } = await startApp(fake);
    const button = await plusOne();
    fake.store.mark('water', TODAY, { status: 'done', value: 5 });
    await user.click(button);
    await waitFor(() => expect(recorded(fake)?.value).toBe(6));
    expect(await screen.findByRole('button', { name: 'Enter value: Water, 6 glasses so far' })).toBeVisible();
  });

  it('is taken back alone', async () => {
    const fake = fakeWithWater();
    fake.store.mark('water', TODAY, { status: 'done', value: 5 });
    const { user } = await startApp(fake);
    await user.click(await plusOne());
    await waitFor(() => expect(recorded(fake)?.value).toBe(6));
    await user.click(screen.getByRole('button', { name: 'Undo' }));
    await waitFor(() => expect(recorded(fake)?.value).toBe(5));
  });

  it('needs no network', async () => {
    const fake = fakeWithWater();
    const { user } = await startApp(fake);
    const button = await plusOne();
    goOffline();
    await user.tripleClick(button);
    expect(await screen.findByRole('button', { name: 'Enter value: Water, 3 glasses so far' })).toBeVisible();
    expect(recorded(fake)).toBeUndefined();
    vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(true);
    fireEvent(window, new Event('online'));
    await waitFor(() => expect(single(fake)).toEqual([1, 1, 1]));
  });

  it('is not offered where a day is yes or no', async () => {
    const fake = newFakeApi();
    fake.store.add({ id: 'walk', name: 'Walk' });
    await startApp(fake);
    await screen.findByRole('button', { name: 'Done: Walk' });
    expect(screen.queryByRole('button', { name: /^Add/ })).toBeNull();
  });
});

describe('the amounts of a day, in its sheet', () => {
  it('are listed and add up against the target', async () => {
    const fake = fakeWithWater();
    const { user, sheet } = await openSheet(fake);
    await user.click(sheet.getByRole('button', { name: 'Add 1' }));
    await user.type(sheet.getByLabelText('Add more (glasses)'), '2,5');
    await user.click(sheet.getByRole('button', { name: 'Add 2.5' }));
    expect(await sheet.findByText('3.5 of 8 glasses')).toBeVisible();
    expect(
      within(sheet.getByRole('list', { name: 'Entries of this day' })).getAllByRole('listitem'),
    ).toHaveLength(2);
    await waitFor(() => expect(single(fake)).toEqual([1, 2.5]));
    expect(sheet.getByLabelText('Add more (glasses)')).toHaveValue('');
  });

  it('come on top of what was entered as a whole, with Enter', async () => {
    const fake = fakeWithWater();
    fake.store.mark('water', TODAY, { status: 'done', value: 5 });
    const { user, sheet } = await openSheet(fake);
    await user.type(await sheet.findByLabelText('Add more (glasses)'), '2{Enter}');
    await waitFor(() => expect(recorded(fake)?.value).toBe(7));
    expect(fake.store.entriesOf('water', TODAY)).toMatchObject({ base: 5, items: [{ value: 2 }] });
  });

  it('can be changed one by one', async () => {
    const fake = fakeWithWater();
    const { user, sheet } = await openSheet(fake);
    await user.click(sheet.getByRole('button', { name: 'Add 1' }));
    await user.click(await sheet.findByRole('button', { name: 'Change 1' }));
    await user.keyboard('4{Enter}');
    expect(await sheet.findByText('4 of 8 glasses')).toBeVisible();
    await waitFor(() => expect(single(fake)).toEqual([4]));
  });

  it('can be removed one by one, and brought back', async () => {
    const fake = fakeWithWater();
    fake.store.mark('water', TODAY, { status: 'done', value: 5 });
    const { user, sheet } = await openSheet(fake);
    await user.click(await sheet.findByRole('button', { name: 'Add 1' }));
    await user.click(await sheet.findByRole('button', { name: 'Remove 1' }));
    await waitFor(() => expect(recorded(fake)?.value).toBe(5));
    await user.click(sheet.getByRole('button', { name: 'Undo' }));
    await waitFor(() => expect(recorded(fake)?.value).toBe(6));
  });

  it('stay when the whole is corrected, or a note is written', async () => {
    const fake = fakeWithWater();
    fake.store.mark('water', TODAY, { status: 'done', value: 5 });
    const { user, sheet } = await openSheet(fake);
    await user.click(await sheet.findByRole('button', { name: 'Add 1' }));
    await user.click(sheet.getByRole('button', { name: 'Change 5' }));
    await user.keyboard('3{Enter}');
    await user.type(sheet.getByLabelText(/Note/), 'hot');
    await user.click(sheet.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(recorded(fake)?.note).toBe('hot'));
    await waitFor(() => expect(single(fake)).toEqual([1]));
    expect(recorded(fake)?.value).toBe(4);
  });

  it('come back one by one when a skip is undone', async () => {
    const fake = fakeWithWater();
    const { user, sheet } = await openSheet(fake);
    await user.click(sheet.getByRole('button', { name: 'Add 1' }));
    await waitFor(() => expect(single(fake)).toEqual([1]));
    await user.click(sheet.getByRole('radio', { name: 'Skip' }));
    await user.click(sheet.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(recorded(fake)?.status).toBe('skip'));
    await user.keyboard('u');
    await waitFor(() => expect(recorded(fake)?.value).toBe(1));
    expect(single(fake)).toEqual([1]);
  });

  it('are known without a network when they were entered here', async () => {
    const fake = fakeWithWater();
    const { user } = await startApp(fake);
    const button = await plusOne();
    goOffline();
    await user.dblClick(button);
    await user.click(await mark());
    const sheet = within(await screen.findByRole('dialog', { name: 'Water' }));
    expect(await sheet.findAllByRole('button', { name: 'Remove 1' })).toHaveLength(2);
  });
});
