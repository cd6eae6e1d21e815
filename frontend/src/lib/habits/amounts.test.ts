import { describe, expect, it } from 'vitest';
import type { Entries } from '@/lib/api/types';
import type { Edit } from '@/lib/outbox/edits';
import { basedOn, overEntries, quickStep, totalOf } from './amounts';

const DAY = '2026-11-20';
const stamp = { edited_at: '2026-11-20T10:00:00Z', device: 'd', sequence: 1 };
const edit = (part: Pick<Edit, 'kind' | 'input'>): Edit =>
  ({ id: '1', version: 1, name: 'Water', stamp, ...part }) as Edit;
const entry = (entryId: string, value: number | null): Edit =>
  edit({ kind: 'entry', input: { habitId: 'h', date: DAY, entryId, value, total: null } });
const whole = (value: number | null): Edit =>
  edit({
    kind: 'checkin',
    input: { habitId: 'h', date: DAY, mark: value === null ? null : { status: 'done', value } },
  });

const after = (...edits: Edit[]): number | null =>
  totalOf(edits.reduce((now: Entries, each) => overEntries(now, 'h', DAY, each), { items: [], base: null }));

describe('the amounts of a day', () => {
  it('add up on top of the whole', () => {
    expect(after(whole(5), entry('a', 2), entry('b', 1))).toBe(8);
  });

  it('count once, however often they arrive, and as they were last', () => {
    expect(after(entry('a', 2), entry('a', 2), entry('a', 3))).toBe(3);
  });

  it('are in the whole when that was set later', () => {
    expect(after(entry('a', 2), whole(6), entry('b', 1))).toBe(7);
  });

  it('leave nothing when the last of them is removed, or the day is taken back', () => {
    expect(after(entry('a', 2), entry('a', null))).toBeNull();
    expect(after(entry('a', 2), whole(null))).toBeNull();
  });

  it('come to what one would write down', () => {
    expect(after(entry('a', 0.1), entry('b', 0.2))).toBe(0.3);
  });

  it('are none of another day or habit', () => {
    const known: Entries = { items: [{ id: 'a', value: 2, edited_at: null }], base: 1 };
    expect(overEntries(known, 'h', '2026-11-19', whole(9))).toBe(known);
    expect(overEntries(known, 'other', DAY, entry('a', 9))).toBe(known);
  });

  it('follow what the day is known to come to', () => {
    const known: Entries = { items: [{ id: 'a', value: 2, edited_at: null }], base: 1 };
    expect(totalOf(basedOn(known, 9))).toBe(9);
    expect(basedOn(known, 3)).toBe(known);
    expect(totalOf(basedOn(known, null))).toBeNull();
  });
});

describe('a tap adds', () => {
  it.each([
    ['one of what is counted', { target: 8, target_type: 'at_least' }, 1],
    ['a tenth of a large target, rounded up', { target: 30, target_type: 'at_least' }, 5],
    ['a round number of a very large one', { target: 10_000, target_type: 'at_least' }, 1_000],
    ['one where there is no target', { target: null, target_type: 'at_least' }, 1],
    ['one towards a low limit', { target: 2, target_type: 'at_most' }, 1],
    ['nothing to a measure with a high limit', { target: 75, target_type: 'at_most' }, null],
  ] as const)('%s', (_name, habit, step) => {
    expect(quickStep({ kind: 'numeric', ...habit })).toBe(step);
  });
});
