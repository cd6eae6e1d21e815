import CheckinSheet from '@/components/CheckinSheet';
import type { Habit } from '@/lib/api/types';
import { useToday } from '@/lib/habits';
import type { Day } from '@/lib/time/days';

/** The sheet of a habit on any day, also one that is not the day shown. */
export default function OpenSheet({ habit, day, onClose }: { habit: Habit; day: Day; onClose: () => void }) {
  const { data, isPlaceholderData } = useToday(day);
  const row = data?.habits.find((known) => known.habit.id === habit.id);
  // What is guessed knows no note: the sheet opens anew when the day itself has come.
  return (
    <CheckinSheet
      key={isPlaceholderData ? 'guessed' : 'known'}
      habit={habit}
      day={day}
      checkin={row?.checkin ?? null}
      onClose={onClose}
    />
  );
}
