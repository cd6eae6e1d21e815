import { useState, type KeyboardEvent, type RefObject } from 'react';
import type { Day } from '@/lib/time/days';
import { dayAfterKey, type Layout } from './calendar';

type Walk = {
  layout: Layout;
  first: Day;
  last: Day;
  today: Day;
  start?: Day | undefined;
  onPick: (day: Day) => void;
  onPickRange?: ((from: Day, to: Day) => void) | undefined;
  onBeyond?: ((day: Day) => void) | undefined;
};

const EARLIEST = '0001-01-01';

/** Walking through a calendar by keyboard, and with Shift selecting a stretch of its days. */
export function useDayWalk(props: Walk, box: RefObject<HTMLElement | null>) {
  const { layout, first, last, today, start = today, onPick, onPickRange, onBeyond } = props;
  const [wanted, setWanted] = useState(start);
  const [anchor, setAnchor] = useState<Day | null>(null);
  const current = wanted < first ? first : wanted > last ? last : wanted;
  const range =
    anchor === null || anchor === current
      ? null
      : anchor < current
        ? { from: anchor, to: current }
        : { from: current, to: anchor };

  const go = (day: Day, selecting: boolean) => {
    setAnchor(selecting && onPickRange ? (anchor ?? current) : null);
    setWanted(day);
    box.current?.querySelector<HTMLElement>(`[data-day="${day}"]`)?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Escape' && range) {
      event.preventDefault();
      setAnchor(null);
    }
    const turns = event.key === 'Home' || event.key === 'End' ? undefined : onBeyond;
    const next = dayAfterKey(
      event.key,
      current,
      { start: turns ? EARLIEST : first, end: turns && last < today ? today : last },
      layout,
    );
    if (next === null) return;
    event.preventDefault();
    if (turns && (next < first || next > last)) turns(next);
    else go(next, event.shiftKey);
  };
  const pick = (day: Day, selecting: boolean) => {
    const end = selecting ? current : range && (day === current ? anchor : null);
    setAnchor(null);
    setWanted(day);
    if (onPickRange && end !== null && end !== day) onPickRange(end < day ? end : day, end < day ? day : end);
    else onPick(day);
  };
  return { current, range, onKeyDown, pick };
}
