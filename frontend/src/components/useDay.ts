import { useState } from 'react';
import type { Checkin, Entries, Habit } from '@/lib/api/types';
import { formatNumber, totalOf, useDayEdits, useEntries, type Mark } from '@/lib/habits';
import { t } from '@/lib/i18n';
import type { Day } from '@/lib/time/days';
import { offerUndo, rememberUndo } from '@/lib/undo';
import type { Amount } from './DayAmounts';

type Said = { status: Mark['status']; value: number | null; note: string | null };
type Removed = { text: string; undo: () => void };

const textFor = (said: Said | null, added: string | null) =>
  said === null
    ? 'checkin.undone'
    : said.status === 'skip'
      ? 'checkin.skipped'
      : added === null
        ? 'checkin.saved'
        : 'checkin.added';

/** A habit's day as its sheet changes it: its amounts one by one, the rest together; all of it can be taken back. */
export function useDay(habit: Habit, day: Day, checkin: Checkin | null) {
  const numeric = habit.kind === 'numeric';
  const { add, before, put, restore, set } = useDayEdits();
  const query = useEntries(habit, day, numeric);
  const [removed, setRemoved] = useState<Removed | null>(null);
  const whole = checkin?.status === 'done' ? checkin.value : null;
  const entries: Entries = query.data ?? { items: [], base: whole };

  const addNow = (value: number) => {
    const id = add(habit, day, value);
    rememberUndo(() => put(habit, day, id, null));
    setRemoved(null);
  };
  const change = ({ id, value: old }: Amount, value: number | null) => {
    const known = before(habit, day);
    if (id !== null) put(habit, day, id, value);
    else if (value === null && entries.items.length === 0) set(habit, day, null);
    else set(habit, day, { status: 'done', value: value ?? 0 }, entries.items);
    let open = true;
    const undo = () => {
      if (open) restore(habit, day, known);
      open = false;
      setRemoved(null);
    };
    rememberUndo(undo);
    const text = t('entries.removed', { value: formatNumber(old) });
    setRemoved(value === null ? { text, undo } : null);
  };
  /** @param said null takes the day's record back; a value of null adds nothing to what is there. */
  const save = (said: Said | null) => {
    const known = before(habit, day);
    const noted = said?.note !== (checkin?.note ?? null);
    const adds = said?.status === 'done' && checkin?.status === 'done' && totalOf(entries) !== null;
    const added = adds && said.value !== null ? formatNumber(said.value) : null;
    if (adds && !noted && added === null) return;
    if (!said || !adds) set(habit, day, said);
    // A note comes with a mark of the whole day; the single amounts go on top of it again.
    else if (noted)
      set(habit, day, { status: 'done', value: entries.base ?? 0, note: said.note }, entries.items);
    if (adds && said.value !== null) add(habit, day, said.value);
    const values = { name: habit.name, ...(added === null ? {} : { value: added }) };
    offerUndo(t(textFor(said, added), values), () => restore(habit, day, known));
  };
  return {
    entries,
    /** Single amounts are there, and which ones is not known here. */
    hidden: numeric && !query.data && checkin?.entries === true && query.fetchStatus !== 'fetching',
    removed,
    addNow,
    change,
    save,
  };
}
