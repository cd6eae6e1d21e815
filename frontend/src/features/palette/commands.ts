import type { TodayHabit } from '@/lib/api/types';
import { parseAmount } from '@/lib/amount';
import { formatNumber } from '@/lib/habits';
import { t, type MessageKey } from '@/lib/i18n';
import { plain } from '@/lib/plain';

export type Command = {
  id: string;
  label: string;
  /** The key, or the habit's icon. */
  hint?: string;
  /** Found by these words too. */
  words?: string;
  run: () => void;
};
export type Doing = {
  navigate: (href: string) => void;
  mark: (row: TodayHabit) => void;
  add: (row: TodayHabit, value: number) => void;
};

const PAGES: readonly (readonly [string, MessageKey])[] = [
  ['/today', 'palette.page.today'],
  ['/habits', 'palette.page.habits'],
  ['/tasks', 'nav.tasks'],
  ['/tasks?view=board', 'palette.page.board'],
  ['/notes', 'nav.notes'],
  ['/insights', 'palette.page.insights'],
  ['/rewards', 'palette.page.rewards'],
  ['/rewards/orders', 'palette.page.orders'],
  ['/inbox', 'palette.page.inbox'],
  ['/vacations', 'palette.page.vacations'],
  ['/import', 'palette.page.import'],
  ['/export', 'palette.page.export'],
  ['/outbox', 'palette.page.outbox'],
  ['/welcome', 'palette.page.templates'],
  ['/habits?archived', 'palette.page.archived'],
  ['/settings', 'palette.page.settings'],
  ['/settings/security', 'palette.page.security'],
  ['/settings/sessions', 'palette.page.sessions'],
  ['/settings/tokens', 'palette.page.tokens'],
  ['/settings/notifications', 'palette.page.notify'],
  ['/settings/account', 'palette.page.account'],
];

export const pageCommands = (navigate: Doing['navigate']): Command[] =>
  PAGES.map(([href, key]) => ({
    id: `page:${href}`,
    label: t('palette.go', { page: t(key) }),
    run: () => navigate(href),
  }));

function markLabel({ habit, checkin }: TodayHabit): MessageKey {
  if (habit.kind === 'numeric') return 'palette.value';
  return checkin?.status === 'done' ? 'palette.unmark' : 'palette.mark';
}

export const habitCommands = (rows: TodayHabit[], { navigate, mark }: Doing): Command[] =>
  rows.flatMap((row) => {
    const { id, name, icon, group } = row.habit;
    const about = { hint: icon ?? '', words: group ?? '' };
    return [
      { ...about, id: `mark:${id}`, label: t(markLabel(row), { name }), run: () => mark(row) },
      {
        ...about,
        id: `open:${id}`,
        label: t('palette.open', { name }),
        run: () => navigate(`/habits/${id}`),
      },
    ];
  });

/** What is typed with an amount in it, `water 3`: the words and the amount; null without one, or with nothing else. */
export function amountIn(query: string): { words: string; value: number } | null {
  const parts = query.trim().split(/\s+/);
  const place = parts.findIndex((part) => /^\+?\d/.test(part));
  const value = parseAmount((parts[place] ?? '').replace('+', ''));
  const words = parts.filter((_, index) => index !== place).join(' ');
  return value === null || value === 0 || words === '' ? null : { words, value };
}

/** Adds what is typed to the habits that it may mean. */
export function amountCommands(rows: TodayHabit[], query: string, add: Doing['add']): Command[] {
  const typed = amountIn(query);
  if (!typed) return [];
  const { words, value } = typed;
  return rows
    .filter(({ habit }) => habit.kind === 'numeric')
    .map((row) => ({
      id: `add:${row.habit.id}`,
      label: t('palette.add', { value: formatNumber(value), name: row.habit.name }),
      hint: row.habit.icon ?? '',
      words: row.habit.group ?? '',
      run: () => add(row, value),
    }))
    .filter((command) => rank(command, words) > 0);
}

/** A habit of the name that is typed; last, for when nothing of that name is there. */
export const namedCommand = (query: string, navigate: Doing['navigate']): Command[] =>
  query.trim() === ''
    ? []
    : [
        {
          id: 'new:named',
          label: t('palette.new.named', { name: query.trim() }),
          run: () => navigate(`/habits/new?name=${encodeURIComponent(query.trim())}`),
        },
      ];

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
