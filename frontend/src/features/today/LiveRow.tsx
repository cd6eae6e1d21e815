import { useState } from 'react';
import type { TodayHabit } from '@/lib/api/types';
import type { Pause } from '@/lib/habits/pauses';
import { useShortcuts } from '@/lib/keyboard';
import type { Day } from '@/lib/time/days';
import { HabitRow } from './HabitRow';
import { useMark } from '@/components/useMark';
import { gainOf, type Gain } from './gain';

type Props = {
  row: TodayHabit;
  day: Day;
  pause: Pause | null;
  shortcut: string | null;
  /** Whether marking the day brings points: it is not long past. */
  earns: boolean;
  onOpen: (day?: Day) => void;
};

/** A row that acts: a tap or its number key marks yes and no, and asks a number for its value. */
export function LiveRow({ row, day, onOpen, shortcut, pause, earns }: Props) {
  const { toggle, add } = useMark();
  const [gain, setGain] = useState<Gain | null>(null);
  const cheer = () => setGain((last) => (earns ? gainOf(row, last) : null));
  const onTap = () => {
    if (row.habit.kind === 'numeric') {
      onOpen();
      return;
    }
    cheer();
    toggle(row.habit, day);
  };
  useShortcuts(shortcut ? { [shortcut]: onTap } : {});
  return (
    <HabitRow
      row={row}
      pause={pause}
      shortcut={shortcut}
      onTap={onTap}
      gain={gain}
      onAdd={(value) => {
        cheer();
        add(row.habit, day, value);
      }}
      onOpen={onOpen}
    />
  );
}
