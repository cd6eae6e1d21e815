import { useState, type FocusEvent, type KeyboardEvent } from 'react';

const PAGE = 10;

const STEPS: Record<string, number> = {
  ArrowLeft: -1,
  ArrowUp: -1,
  ArrowRight: 1,
  ArrowDown: 1,
  PageUp: -PAGE,
  PageDown: PAGE,
};

/** Where a key leads from place `at` of `count`; null when the key means nothing here. */
export function placeAfterKey(key: string, at: number, count: number): number | null {
  if (key === 'Home') return 0;
  if (key === 'End') return count - 1;
  const step = STEPS[key];
  return step === undefined ? null : Math.max(0, Math.min(count - 1, at + step));
}

const placeOf = (target: EventTarget): number | null => {
  const place = (target as Element).closest('[data-place]')?.getAttribute('data-place');
  return place ? Number(place) : null;
};

/**
 * One stop of the Tab key for a row of points: the arrow keys, Home, End and Page Up/Down walk through them (roving
 * tabindex). Give each point `data-place` and `tabIndex={place === active ? 0 : -1}`, and the handlers to what holds them.
 * Begins at the last point, which is the newest.
 */
export function useRoving(count: number) {
  const [wanted, setWanted] = useState<number | null>(null);
  const active = Math.min(wanted ?? count - 1, count - 1);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const next = placeAfterKey(event.key, active, count);
    if (next === null) return;
    event.preventDefault();
    setWanted(next);
    event.currentTarget.querySelector<HTMLElement | SVGElement>(`[data-place="${next}"]`)?.focus();
  };
  const onFocus = (event: FocusEvent) => {
    const place = placeOf(event.target);
    if (place !== null) setWanted(place);
  };
  return { active, setActive: setWanted, handlers: { onKeyDown, onFocus } };
}
