import type { Entries, Habit } from '@/lib/api/types';
import type { Edit } from '@/lib/outbox/edits';
import type { Day } from '@/lib/time/days';

/** The single amounts of a numeric day, as docs/habits.md has them: what is later than the whole adds up on top of it. */

export const NO_ENTRIES: Entries = { items: [], base: null };

/** Setting a day as a whole overrules the amounts that were entered before. */
const wholeOf = (mark: { status: string | null; value: number | null } | null): Entries => ({
  items: [],
  base: mark?.status === 'done' ? mark.value : null,
});

/** The entries of a day with an edit that the server does not know yet. */
export function overEntries(entries: Entries, habitId: string, date: Day, edit: Edit): Entries {
  switch (edit.kind) {
    case 'checkin': {
      const { mark } = edit.input;
      return edit.input.habitId === habitId && edit.input.date === date ? wholeOf(mark) : entries;
    }
    case 'checkins': {
      if (edit.input.habitId !== habitId) return entries;
      const said = edit.input.days.find((day) => day.date === date);
      return said ? wholeOf(said) : entries;
    }
    case 'entry':
      return edit.input.habitId === habitId && edit.input.date === date
        ? withEntry(entries, edit.input.entryId, edit.input.value, edit.stamp.edited_at)
        : entries;
    default:
      return entries;
  }
}

/** @param value null takes the entry away. */
export function withEntry(entries: Entries, id: string, value: number | null, editedAt: string): Entries {
  const others = entries.items.filter((item) => item.id !== id);
  const item = value === null ? [] : [{ id, value, edited_at: editedAt }];
  return { ...entries, items: [...others, ...item] };
}

/** To the three decimals that the API knows. */
const rounded = (value: number): number => Math.round(value * 1_000) / 1_000;

/** What a day adds up to; null when nothing is left of it. */
export function totalOf({ items, base }: Entries): number | null {
  if (items.length === 0) return base;
  return rounded(items.reduce((total, { value }) => total + value, base ?? 0));
}

/** The same amounts on a base with which they come to a total; null: nothing is there. */
export function basedOn(entries: Entries, total: number | null): Entries {
  const known = totalOf(entries);
  if (known === total) return entries;
  if (total === null) return NO_ENTRIES;
  return { ...entries, base: rounded((entries.base ?? 0) + total - (known ?? 0)) };
}

const COUNTED_UP_TO = 20;
const ROUND = [1, 2, 5, 10];

/** The next of 1, 2, 5, 10, 20, 50 … that is not less. */
function roundedUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  return (ROUND.find((step) => step * power >= value) ?? 10) * power;
}

/**
 * What one tap adds to a day: 1 of what is counted one by one, else about a tenth of the target. Null where adding up
 * makes no sense: yes and no, or a measure such as one's weight, which has a high limit.
 */
export function quickStep({
  kind,
  target,
  target_type,
}: Pick<Habit, 'kind' | 'target' | 'target_type'>): number | null {
  if (kind !== 'numeric') return null;
  if (target === null || target <= COUNTED_UP_TO) return 1;
  return target_type === 'at_most' ? null : roundedUp(target / 10);
}
