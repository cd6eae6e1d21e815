import { useRef, type MouseEvent, type PointerEvent } from 'react';

const HOLD_MS = 450;
const SLIP_PX = 10;

/**
 * Handlers that tell a tap from a press-and-hold. The click that follows a hold is swallowed; the menu that a phone or
 * a right click would open becomes the hold.
 */
export function useLongPress(onTap: () => void, onHold: () => void) {
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const start = useRef({ x: 0, y: 0 });
  const held = useRef(false);

  const hold = () => {
    clearTimeout(timer.current);
    if (held.current) return;
    held.current = true;
    onHold();
  };
  const cancel = () => {
    clearTimeout(timer.current);
  };

  return {
    onPointerDown: (event: PointerEvent) => {
      held.current = false;
      if (event.button !== 0) return;
      start.current = { x: event.clientX, y: event.clientY };
      timer.current = setTimeout(hold, HOLD_MS);
    },
    onPointerMove: (event: PointerEvent) => {
      const { x, y } = start.current;
      if (Math.hypot(event.clientX - x, event.clientY - y) > SLIP_PX) cancel();
    },
    onPointerUp: cancel,
    onPointerLeave: cancel,
    onPointerCancel: cancel,
    onContextMenu: (event: MouseEvent) => {
      event.preventDefault();
      hold();
    },
    onClick: () => {
      cancel();
      if (!held.current) onTap();
      held.current = false;
    },
  };
}
