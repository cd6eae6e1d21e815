import type { TodayHabit } from '@/lib/api/types';
import { t, type MessageKey } from '@/lib/i18n';

export type Command = { id: string; label: string; hint?: string; words?: string; run: () => void };
type Navigate = (href: string) => void;

const PAGES: readonly (readonly [string, MessageKey])[] = [
  ['/today', 'palette.page.today'],
  ['/habits', 'palette.page.habits'],
  ['/vacations', 'palette.page.vacations'],
  ['/welcome', 'palette.page.templates'],
  ['/settings', 'palette.page.settings'],
];

const pageCommands = (navigate: Navigate): Command[] =>
  PAGES.map(([href, key]) => ({
    id: `page:${href}`,
    label: t('palette.go', { page: t(key) }),
    run: () => navigate(href),
  }));

const habitCommands = (rows: TodayHabit[], navigate: Navigate, mark: (row: TodayHabit) => void): Command[] =>
  rows.flatMap((row) => [
    {
      id: `mark:${row.habit.id}`,
      label: t(row.checkin?.status === 'done' ? 'palette.unmark' : 'palette.mark', { name: row.habit.name }),
      hint: row.habit.icon ?? '',
      words: row.habit.group ?? '',
      run: () => mark(row),
    },
    {
      id: `open:${row.habit.id}`,
      label: t('palette.open', { name: row.habit.name }),
      hint: row.habit.icon ?? '',
      words: row.habit.group ?? '',
      run: () => navigate(`/habits/${row.habit.id}`),
    },
  ]);

/** Everything the palette can do, what one most likely came for first. */
export function allCommands(
  rows: TodayHabit[],
  { navigate, mark, extra }: { navigate: Navigate; mark: (row: TodayHabit) => void; extra: Command[] },
): Command[] {
  const newHabit = { id: 'new', label: t('palette.new'), hint: 'N', run: () => navigate('/habits/new') };
  return [...habitCommands(rows, navigate, mark), newHabit, ...pageCommands(navigate), ...extra];
}

const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** How well a command answers a query: 0 not at all; words that begin as typed count more than words that hold it. */
export function rank(command: Command, query: string): number {
  const text = plain(`${command.label} ${command.words ?? ''}`);
  const wanted = plain(query).split(/\s+/).filter(Boolean);
  return wanted.reduce((total, word) => {
    if (total === 0 || !text.includes(word)) return 0;
    return total + (text.startsWith(word) || text.includes(` ${word}`) ? 2 : 1);
  }, 1);
}

export function found(commands: Command[], query: string): Command[] {
  return commands
    .map((command) => ({ command, rank: rank(command, query) }))
    .filter((entry) => entry.rank > 0)
    .sort((one, other) => other.rank - one.rank)
    .map((entry) => entry.command);
}
