import { useLocation } from 'wouter';
import type { TodayHabit } from '@/lib/api/types';
import { markOf, useCurrentDay, useRecord, useToday } from '@/lib/habits';
import { t } from '@/lib/i18n';
import { setTheme, useTheme, type Theme } from '@/lib/theme';
import { offerUndo } from '@/lib/undo';
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
  const { record } = useRecord();
  const extra = useThemeCommands();
  const mark = ({ habit, checkin }: TodayHabit) => {
    if (habit.kind === 'numeric') {
      navigate(`/today?open=${habit.id}`);
      return;
    }
    const done = checkin?.status === 'done';
    record(habit, today, done ? null : { status: 'done', value: null });
    offerUndo(t(done ? 'checkin.undone' : 'checkin.done', { name: habit.name }), () =>
      record(habit, today, markOf(checkin)),
    );
  };
  return allCommands(data?.habits ?? [], { navigate, mark, extra });
}
