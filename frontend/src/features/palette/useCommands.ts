import { useLocation } from 'wouter';
import { useMark } from '@/components/useMark';
import { useCurrentDay, useToday } from '@/lib/habits';
import { LANGUAGES, t, useLanguage } from '@/lib/i18n';
import { useUpdateProfile } from '@/lib/profile';
import { setTheme, useTheme, type Theme } from '@/lib/theme';
import { undoLast } from '@/lib/undo';
import {
  amountCommands,
  found,
  habitCommands,
  namedCommand,
  pageCommands,
  type Command,
  type Doing,
} from './commands';

const THEMES: readonly Theme[] = ['system', 'light', 'dark'];

function useThemeCommands(): Command[] {
  const current = useTheme();
  return THEMES.filter((theme) => theme !== current).map((theme) => ({
    id: `theme:${theme}`,
    label: t('palette.theme', { theme: t(`settings.theme.${theme}`) }),
    run: () => setTheme(theme),
  }));
}

/** Each language is found by its own name and by the word for languages in both. */
function useLanguageCommands(): Command[] {
  const spoken = useLanguage();
  const { mutate } = useUpdateProfile();
  return LANGUAGES.filter((language) => language !== spoken).map((language) => ({
    id: `language:${language}`,
    label: t('palette.language', { language: t(`settings.language.${language}`) }),
    words: t('palette.language.words'),
    run: () => mutate({ language }),
  }));
}

/** The palette's commands for what is typed: what one most likely came for first. */
export function useCommands(query: string, onHelp: () => void): Command[] {
  const [, navigate] = useLocation();
  const today = useCurrentDay();
  const { data } = useToday(today);
  const { toggle, add } = useMark();
  const settings = [...useThemeCommands(), ...useLanguageCommands()];
  const rows = data?.habits ?? [];
  const doing: Doing = {
    navigate,
    mark: ({ habit }) => {
      if (habit.kind === 'numeric') navigate(`/today?open=${habit.id}`);
      else toggle(habit, today);
    },
    add: ({ habit }, value) => add(habit, today, value),
  };
  const acts: Command[] = [
    { id: 'new', label: t('palette.new'), hint: 'N', run: () => navigate('/habits/new') },
    { id: 'task', label: t('palette.task'), run: () => navigate('/tasks?add') },
    { id: 'note', label: t('palette.note'), run: () => navigate('/notes/new') },
    { id: 'fill', label: t('palette.fill'), run: () => navigate('/today?fill') },
    { id: 'undo', label: t('palette.undo'), hint: 'U', run: undoLast },
  ];
  const help = { id: 'help', label: t('help.title'), hint: '?', run: onHelp };
  const all = [...habitCommands(rows, doing), ...acts, ...pageCommands(navigate), ...settings, help];
  return [
    ...amountCommands(rows, query, doing.add),
    ...found(all, query),
    ...(rows.some(({ habit }) => habit.name === query.trim()) ? [] : namedCommand(query, navigate)),
  ];
}
