import { screen, waitFor, within } from '@testing-library/react';
import { beforeEach, describe, expect, it } from 'vitest';
import { addDays } from '@/lib/time/days';
import { newFakeApi, startApp, TODAY } from '@/testing/startApp';
import { amountIn } from './commands';

function fakeWithTwo() {
  const fake = newFakeApi();
  const start_date = addDays(TODAY, -30);
  fake.store.add({ id: 'walk', name: 'Evening walk', start_date });
  fake.store.add({ id: 'water', name: 'Water', kind: 'numeric', unit: 'glasses', target: 8, start_date });
  return fake;
}

beforeEach(() => localStorage.removeItem('daybook:language'));

async function openPalette(fake = fakeWithTwo(), at = '/today') {
  const { user } = await startApp(fake, { at });
  await screen.findByRole('heading', { level: 1 });
  await screen.findByRole('link', { name: 'Settings' });
  await user.keyboard('{Control>}k{/Control}');
  const field = await screen.findByRole('combobox');
  await waitFor(() => expect(screen.getAllByRole('option').length).toBeGreaterThan(10));
  return { user, field, fake };
}

const first = () => screen.getAllByRole('option')[0];

describe('the palette', () => {
  it.each([
    ['insights', '/insights'],
    ['import', '/import'],
    ['export', '/export'],
    ['not sent', '/outbox'],
    ['holidays', '/vacations'],
    ['settings', '/settings'],
    ['go habits', '/habits'],
  ])('goes to what “%s” means', async (typed, address) => {
    const { user, field } = await openPalette();
    await user.type(field, `${typed}{Enter}`);
    await waitFor(() => expect(window.location.pathname).toBe(address));
  });

  it('checks in by name, from any page, with a way back', async () => {
    const { user, field, fake } = await openPalette(fakeWithTwo(), '/settings');
    await user.type(field, 'walk{Enter}');
    await waitFor(() => expect(fake.store.checkins.get('walk')?.get(TODAY)?.status).toBe('done'));
    await user.click(await screen.findByRole('button', { name: 'Undo' }));
    await waitFor(() => expect(fake.store.checkins.get('walk')?.get(TODAY)).toBeUndefined());
  });

  it('adds an amount that is typed with the name', async () => {
    const { user, field, fake } = await openPalette();
    await user.type(field, 'wat 2,5');
    expect(first()).toHaveTextContent('Add 2.5 to Water');
    await user.keyboard('{Enter}');
    await waitFor(() => expect(fake.store.checkins.get('water')?.get(TODAY)?.value).toBe(2.5));
  });

  it('makes a habit of a name that is not there yet', async () => {
    const { user, field } = await openPalette();
    await user.type(field, 'Play the flute{Enter}');
    expect(await screen.findByLabelText('Name')).toHaveValue('Play the flute');
  });

  it('switches the language, which the profile keeps', async () => {
    const { user, field, fake } = await openPalette();
    await user.type(field, 'sprache deutsch{Enter}');
    expect(await screen.findByRole('link', { name: 'Gewohnheiten' })).toBeVisible();
    await waitFor(() => expect(fake.account.profile.language).toBe('de'));
  });

  it('fills in several days', async () => {
    const { user, field } = await openPalette(fakeWithTwo(), '/habits');
    await user.type(field, 'several days{Enter}');
    expect(await screen.findByRole('dialog', { name: 'Fill in several days' })).toBeVisible();
  });

  it('shows every key that there is', async () => {
    const { user, field } = await openPalette();
    await user.type(field, 'keys{Enter}');
    const help = within(await screen.findByRole('dialog', { name: 'Keys' }));
    const terms = help.getAllByRole('term').map((term) => term.textContent);
    expect(terms).toEqual(expect.arrayContaining(['1–9', 'UorCtrlZ', 'N', '/', 'CtrlK', '←→', 'T', '?']));
  });
});

describe('an amount', () => {
  it.each([
    ['water 3', { words: 'water', value: 3 }],
    ['2,5 water', { words: 'water', value: 2.5 }],
    ['water +1', { words: 'water', value: 1 }],
    ['water', null],
    ['3', null],
    ['10k', null],
  ])('in “%s”', (query, typed) => {
    expect(amountIn(query)).toEqual(typed);
  });
});

describe('who comes from another app', () => {
  it.each(['/today', '/welcome'])('is offered to bring their days along, on %s', async (at) => {
    await startApp(newFakeApi(), { at });
    expect(await screen.findByRole('link', { name: 'Import from another app' })).toHaveAttribute(
      'href',
      '/import',
    );
  });
});

describe('a sheet that an address opened', () => {
  it('stays closed when it was closed', async () => {
    const { user } = await startApp(fakeWithTwo(), { at: '/today?open=water' });
    expect(await screen.findByRole('dialog', { name: 'Water' })).toBeVisible();
    await user.keyboard('{Escape}');
    await waitFor(() => expect(window.location.search).toBe(''));
    expect(screen.queryByRole('dialog')).toBeNull();
  });
});
