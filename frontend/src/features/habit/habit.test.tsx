import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { spokenDate } from '@/components/charts/format';
import { addDays } from '@/lib/time/days';
import { newFakeApi, startApp, TODAY } from '@/testing/startApp';

const YESTERDAY = addDays(TODAY, -1);

function fakeWithWalk() {
  const fake = newFakeApi();
  fake.store.add({ id: 'walk', name: 'Walk', start_date: addDays(TODAY, -40) });
  for (let back = 1; back <= 30; back += 1)
    fake.store.mark('walk', addDays(TODAY, -back), { status: back % 7 === 0 ? 'skip' : 'done' });
  return fake;
}

type Fake = ReturnType<typeof fakeWithWalk>;
type Line = Record<string, unknown>;

const line = (part: Line): Line => ({
  ...{ id: '1', at: `${YESTERDAY}T18:00:00Z`, device: 'Phone', source: 'app', kind: 'checkin' },
  ...{ date: YESTERDAY, from: { status: null, value: null }, to: { status: 'done', value: null } },
  ...part,
});

/** The log holds these lines. */
function logging(fake: Fake, ...items: Line[]) {
  fake.interfere = ({ url }) =>
    new URL(url).pathname.endsWith('/edits') ? Response.json({ items, next_cursor: null }) : undefined;
}

const failing = (fake: Fake, part: string, status: number) => {
  fake.interfere = ({ url }) =>
    new URL(url).pathname.endsWith(part) ? new Response('{}', { status }) : undefined;
};

const region = async (name: string) =>
  within(await screen.findByRole('region', { name }, { timeout: 15_000 }));

async function openHistory(fake: Fake) {
  const app = await startApp(fake, { at: '/habits/walk' });
  const history = await region('History of changes');
  await app.user.click(await history.findByRole('button', { name: 'Show the history' }));
  return { ...app, history };
}

function goOffline(fake: Fake) {
  const online = fake.interfere;
  vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false);
  fireEvent(window, new Event('offline'));
  fake.interfere = () => Promise.reject(new TypeError('fetch failed'));
  return () => {
    fake.interfere = online;
    vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(true);
    fireEvent(window, new Event('online'));
  };
}

describe('a part that cannot be loaded', () => {
  it.each([
    ['/score-change', 404, 'Why the score changed', 'There is nothing here for this habit yet.'],
    ['/score-change', 403, 'Why the score changed', /could not be loaded just now/],
    ['/stats', 404, null, 'There is nothing here for this habit yet.'],
  ])('%s (%s) leaves the others as they are', async (part, status, name, text) => {
    const fake = fakeWithWalk();
    failing(fake, part, status);
    await startApp(fake, { at: '/habits/walk' });
    const place = name === null ? screen : await region(name);
    expect(await place.findByText(text)).toBeVisible();
    expect(await screen.findByRole('grid')).toBeVisible();
  });

  it('is there after another try', async () => {
    const fake = fakeWithWalk();
    failing(fake, '/edits', 403);
    const { user, history } = await openHistory(fake);
    const again = await history.findByRole('button', { name: 'Try again' });
    fake.interfere = () => undefined;
    await user.click(again);
    expect(await history.findAllByRole('listitem')).not.toHaveLength(0);
  });

  it('is said kindly without a network, and the known rest is shown', async () => {
    const fake = fakeWithWalk();
    const { user } = await startApp(fake, { at: '/habits/walk' });
    const why = await region('Why the score changed');
    await why.findByText(/points in 30 days/);
    goOffline(fake);
    await user.click(why.getByRole('radio', { name: '90 days' }));
    expect(await why.findByText('Not known yet')).toBeVisible();
    await user.click(why.getByRole('radio', { name: '30 days' }));
    expect(await why.findByText(/points in 30 days/)).toBeVisible();
    expect(screen.getByRole('grid')).toBeVisible();
  });
});

describe('the history of changes', () => {
  it('puts a day back, and that can be undone', async () => {
    const fake = fakeWithWalk();
    logging(fake, line({ from: { status: 'skip', value: null } }));
    const { user, history } = await openHistory(fake);
    await user.click(await history.findByRole('button', { name: /^Put back to skipped/ }));
    await waitFor(() => expect(fake.store.checkins.get('walk')?.get(YESTERDAY)?.status).toBe('skip'));
    await user.click(await screen.findByRole('button', { name: 'Undo' }));
    await waitFor(() => expect(fake.store.checkins.get('walk')?.get(YESTERDAY)?.status).toBe('done'));
  });

  it('puts a day back without a network: at once here, later on the server', async () => {
    const fake = fakeWithWalk();
    logging(fake, line({}));
    const { user, history } = await openHistory(fake);
    const button = await history.findByRole('button', { name: /^Put back to nothing/ });
    const goOnline = goOffline(fake);
    await user.click(button);
    const name = `${spokenDate(YESTERDAY)}: nothing yet`;
    const day = within(screen.getByRole('grid')).getByRole('button', { name });
    expect(day).toBeVisible();
    expect(fake.store.checkins.get('walk')?.has(YESTERDAY)).toBe(true);
    goOnline();
    await waitFor(() => expect(fake.store.checkins.get('walk')?.has(YESTERDAY)).toBe(false));
  });

  it('puts the fields of a habit back, and no others', async () => {
    const fake = fakeWithWalk();
    fake.store.change('walk', { colour: 'red', icon: '🏃' });
    logging(fake, line({ kind: 'habit', date: null, from: { colour: 'green' }, to: { colour: 'red' } }));
    const { user, history } = await openHistory(fake);
    expect(await history.findByText(/Colour: from Green to Red/)).toBeInTheDocument();
    await user.click(history.getByRole('button', { name: 'Put back to Green: the habit' }));
    await waitFor(() => expect(fake.store.habits.get('walk')).toMatchObject({ colour: 'green', icon: '🏃' }));
  });

  it.each([
    ['Habit created', { from: {}, to: { name: 'Walk', colour: 'blue' } }],
    ['Habit deleted', { from: { deleted: false }, to: { deleted: true } }],
    ['Habit brought back', { from: { deleted: true }, to: { deleted: false } }],
    ['412 days imported', { source: 'import', from: {}, to: { days: 412, notes: 3 } }],
  ])('tells “%s”, which has nothing to put back', async (text, part) => {
    const fake = fakeWithWalk();
    logging(fake, line({ kind: 'habit', date: null, ...part }));
    const { history } = await openHistory(fake);
    expect(await history.findByText(text)).toBeVisible();
    expect(history.queryByRole('button')).toBeNull();
  });
});

describe('a chart', () => {
  it.each([
    ['Score over time', 'Day'],
    ['How often it worked out', 'Week'],
  ])('“%s” is walked through by keyboard, one stop of Tab', async (name, step) => {
    const { user } = await startApp(fakeWithWalk(), { at: '/habits/walk' });
    const chart = await region(name);
    await user.click(await chart.findByRole('radio', { name: step }));
    const points = chart.getAllByRole('option');
    expect(points.filter((point) => point.tabIndex === 0)).toEqual([points.at(-1)]);
    points.at(-1)?.focus();
    await user.keyboard('{ArrowLeft}');
    expect(points.at(-2)).toHaveFocus();
    expect(points.at(-2)).toHaveAttribute('aria-selected', 'true');
    await user.keyboard('{Home}');
    expect(points[0]).toHaveFocus();
  });

  it('shows its figures as a table, newest first', async () => {
    const { user } = await startApp(fakeWithWalk(), { at: '/habits/walk' });
    const chart = await region('How often it worked out');
    await user.click(await chart.findByRole('button', { name: 'How often it worked out: table' }));
    const names = chart.getAllByRole('rowheader').map((cell) => cell.textContent);
    expect(names[0]).toContain(TODAY.slice(0, 4));
    expect(names.length).toBeGreaterThan(1);
  });
});

it('a day of the calendar says what it came to, against what was wanted', async () => {
  const fake = fakeWithWalk();
  fake.store.change('walk', { kind: 'numeric', unit: 'km', target: 8 });
  fake.store.mark('walk', YESTERDAY, { status: 'done', value: 3 });
  await startApp(fake, { at: '/habits/walk' });
  const grid = within(await screen.findByRole('grid'));
  expect(await grid.findByRole('button', { name: /: 3 of 8 km$/ })).toBeVisible();
});
