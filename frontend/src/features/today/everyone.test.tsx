import { screen } from '@testing-library/react';
import axe from 'axe-core';
import { expect, it } from 'vitest';
import { addDays } from '@/lib/time/days';
import { newFakeApi, startApp, TODAY } from '@/testing/startApp';

async function faults(): Promise<unknown[]> {
  const { violations } = await axe.run(document.body, {
    // jsdom has no colours; `region`: a dialog is no part of the page's landmarks.
    rules: { 'color-contrast': { enabled: false }, region: { enabled: false } },
  });
  return violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)]);
}

function fakeWithWater() {
  const fake = newFakeApi();
  const start_date = addDays(TODAY, -30);
  fake.store.add({ id: 'water', name: 'Water', kind: 'numeric', unit: 'glasses', target: 8, start_date });
  fake.store.mark('water', addDays(TODAY, -1), { status: 'done', value: 3, note: 'warm' });
  return fake;
}

it('the sheet with amounts has no fault that axe finds', async () => {
  const { user } = await startApp(fakeWithWater());
  await user.click(await screen.findByRole('button', { name: 'Add 1: Water' }));
  await user.click(screen.getByRole('button', { name: /^Enter value: Water/ }));
  await user.click(await screen.findByRole('button', { name: 'Change 1' }));
  expect(await faults()).toEqual([]);
});

it('the calendar has no fault that axe finds', async () => {
  const { user } = await startApp(fakeWithWater());
  await user.click(await screen.findByRole('button', { name: 'Calendar' }));
  await screen.findByRole('grid');
  expect(await faults()).toEqual([]);
});

it('a habit’s page, with days selected and its history open, has no fault that axe finds', async () => {
  const { user } = await startApp(fakeWithWater(), { at: '/habits/water' });
  await user.click(await screen.findByRole('button', { name: 'Show the history' }, { timeout: 15_000 }));
  await screen.findByRole('button', { name: /^Put back/ });
  const grid = await screen.findByRole('grid');
  grid.querySelector<HTMLElement>('[aria-current="date"]')?.focus();
  await user.keyboard('{Shift>}{ArrowUp}{/Shift}');
  expect(await faults()).toEqual([]);
});
