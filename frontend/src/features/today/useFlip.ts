import { useLayoutEffect, useRef, type RefObject } from 'react';

const MOVE_MS = 180;

/**
 * Lets the children marked `data-flip` glide to where a new order puts them.
 * @param order a text that changes when the order does.
 */
export function useFlip(list: RefObject<HTMLElement | null>, order: string): void {
  const places = useRef(new Map<string, number>());
  useLayoutEffect(() => {
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
    const next = new Map<string, number>();
    for (const item of list.current?.querySelectorAll<HTMLElement>('[data-flip]') ?? []) {
      const key = item.dataset['flip'] ?? '';
      const before = places.current.get(key);
      const now = item.offsetTop;
      next.set(key, now);
      if (still || before === undefined || before === now) continue;
      item.animate([{ transform: `translateY(${before - now}px)` }, { transform: 'none' }], {
        duration: MOVE_MS,
        easing: 'cubic-bezier(0.2, 0.8, 0.3, 1)',
      });
    }
    places.current = next;
  }, [list, order]);
}
