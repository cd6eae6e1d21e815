import { useLocation } from 'wouter';
import type { TodayHabit } from '@/lib/api/types';
import { useMark } from '@/components/useMark';
import { useCurrentDay, useToday } from '@/lib/habits';
import { t } from '@/lib/i18n';
import { setTheme, useTheme, type Theme } from '@/lib/theme';
import { allCommands, type Command } from './commands';

const THEMES: readonly Theme[] = ['system', 'light', 'dark'];

function useThemeCommands(): Command[] {
  const current = useTheme();
  return THEMES.filter((theme) => theme !== current).map((theme) => ({
    id: `theme:${theme}`,
    label: t('palette.theme', { theme: t(`settings.theme.${theme}`) }),
    run: () => setTheme(theme),
  }));
}

/** The palette's commands for the person, the habits and the day. */
export function useCommands(): Command[] {
  const [, navigate] = useLocation();
  const today = useCurrentDay();
  const { data } = useToday(today);
  const { toggle } = useMark();
  const extra = useThemeCommands();
  const mark = ({ habit }: TodayHabit) => {
    if (habit.kind === 'numeric') {
      navigate(`/today?open=${habit.id}`);
      return;
    }
    toggle(habit, today);
  };
  return allCommands(data?.habits ?? [], { navigate, mark, extra });
}
