import type { TodayHabit } from '@/lib/api/types';
import type { Pause } from '@/lib/habits/pauses';
import { useShortcuts } from '@/lib/keyboard';
import type { Day } from '@/lib/time/days';
import { HabitRow } from './HabitRow';
import { useMark } from '@/components/useMark';

type Props = {
  row: TodayHabit;
  day: Day;
  pause: Pause | null;
  shortcut: string | null;
  onOpen: (day?: Day) => void;
};

/** A row that acts: a tap or its number key marks yes and no, and asks a number for its value. */
export function LiveRow({ row, day, onOpen, shortcut, pause }: Props) {
  const { toggle, add } = useMark();
  const onTap = () => {
    if (row.habit.kind === 'numeric') onOpen();
    else toggle(row.habit, day);
  };
  useShortcuts(shortcut ? { [shortcut]: onTap } : {});
  return (
    <HabitRow
      row={row}
      pause={pause}
      shortcut={shortcut}
      onTap={onTap}
      onAdd={(value) => add(row.habit, day, value)}
      onOpen={onOpen}
    />
  );
}
