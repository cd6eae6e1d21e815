import type { ImportCommit, ImportPreview, PreviewHabit } from '@/lib/api/types';

/** What the person has decided so far. `skip`: keys to leave out; `into`: a habit's id by key. */
export type Choices = {
  onConflict: 'keep' | 'replace';
  skip: ReadonlySet<string>;
  into: Readonly<Record<string, string>>;
  /** Whether the file's tasks come too. */
  tasks: boolean;
};

export const noChoices: Choices = { onConflict: 'keep', skip: new Set(), into: {}, tasks: true };

export const changesSomething = (row: PreviewHabit): boolean => row.action !== 'unchanged';

/** The rows that a commit would change something of. */
export const taken = ({ habits }: ImportPreview, { skip }: Choices): PreviewHabit[] =>
  habits.filter((row) => changesSomething(row) && !skip.has(row.key));

export function take(choices: Choices, keys: readonly string[], wanted: boolean): Choices {
  const skip = new Set(choices.skip);
  keys.forEach((key) => (wanted ? skip.delete(key) : skip.add(key)));
  return { ...choices, skip };
}

/** @param habitId where the days go; null: a habit of their own. */
export function sendInto(choices: Choices, key: string, habitId: string | null): Choices {
  const others = Object.entries(choices.into).filter(([other]) => other !== key);
  return { ...choices, into: Object.fromEntries(habitId === null ? others : [...others, [key, habitId]]) };
}

/** Whether a commit would write anything. */
export const isNothing = ({ habits, totals }: ImportPreview, { skip, tasks }: Choices): boolean =>
  skip.size === habits.length && totals.vacations === 0 && (!tasks || totals.new_tasks === 0);

/** As the API takes it. */
export const commitOf = ({ onConflict, skip, into, tasks }: Choices): ImportCommit => ({
  ...(tasks ? {} : { tasks }),
  on_conflict: onConflict,
  skip: [...skip],
  into: Object.fromEntries(Object.entries(into).filter(([key]) => !skip.has(key))),
});
