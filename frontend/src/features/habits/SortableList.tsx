import { useRef, type KeyboardEvent } from 'react';
import type { Habit } from '@/lib/api/types';
import { t } from '@/lib/i18n';
import { HabitItem } from './HabitItem';
import styles from './HabitsPage.module.css';
import { movedTo } from './order';
import { useDragSort } from './useDragSort';

type Props = {
  habits: Habit[];
  label: string;
  /** @param said where a habit went. */
  onSort: (habits: Habit[], said: string) => void;
};

/** Habits that change places: dragged by their handle, by the arrow keys on it, or from their menu. */
export function SortableList({ habits, label, onSort }: Props) {
  const list = useRef<HTMLUListElement>(null);
  const move = (from: number, to: number) => {
    const habit = habits[from];
    if (!habit || to < 0 || to >= habits.length) return;
    const said = t('habits.moved', { name: habit.name, position: to + 1, count: habits.length });
    onSort(movedTo(habits, from, to), said);
  };
  const { handle, offsetOf, dragged } = useDragSort(list, move);
  const onKeyDown = (event: KeyboardEvent<HTMLElement>, index: number) => {
    const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0;
    if (by === 0) return;
    event.preventDefault();
    const button = event.currentTarget;
    move(index, index + by);
    requestAnimationFrame(() => button.focus()); // some browsers let go of an element that changes its place
  };
  return (
    <ul className={styles.list} ref={list} aria-label={label} data-dragging={dragged !== null || undefined}>
      {habits.map((habit, index) => (
        <HabitItem
          key={habit.id}
          habit={habit}
          offset={offsetOf(index)}
          lifted={index === dragged}
          handle={{
            ...handle(index),
            onKeyDown: (event: KeyboardEvent<HTMLElement>) => onKeyDown(event, index),
          }}
          moves={{
            up: index === 0 ? null : () => move(index, index - 1),
            down: index === habits.length - 1 ? null : () => move(index, index + 1),
          }}
        />
      ))}
    </ul>
  );
}
