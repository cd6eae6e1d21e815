import { useRef, useState, type PointerEvent, type RefObject } from 'react';

const EDGE_PX = 72;
const SCROLL_PX = 12;

type Box = { top: number; height: number };
type Drag = { from: number; to: number; shift: number };
type Start = { y: number; boxes: Box[] };

const boxesOf = (list: HTMLElement): Box[] =>
  Array.from(list.children, (item) => {
    const { top, height } = item.getBoundingClientRect();
    return { top: top + window.scrollY, height };
  });

/** Where the dragged item's middle has come to, counted in the items it has passed. */
function placeOf(boxes: Box[], from: number, shift: number): number {
  const own = boxes[from];
  if (!own) return from;
  const middle = own.top + own.height / 2 + shift;
  return boxes.filter((box, index) => index !== from && box.top + box.height / 2 < middle).length;
}

function scrollAtEdge(y: number): void {
  if (y < EDGE_PX) window.scrollBy(0, -SCROLL_PX);
  else if (y > window.innerHeight - EDGE_PX) window.scrollBy(0, SCROLL_PX);
}

/**
 * Sorting by a handle, with mouse, pen or finger. Nothing changes places before it is dropped: the items only make room.
 * @param onMove told once, at the drop, when the place is another one.
 */
export function useDragSort(list: RefObject<HTMLElement | null>, onMove: (from: number, to: number) => void) {
  const [drag, setDrag] = useState<Drag | null>(null);
  const start = useRef<Start | null>(null);

  const onPointerDown = (event: PointerEvent<HTMLElement>, from: number) => {
    if (event.button !== 0 || !list.current) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    start.current = { y: event.pageY, boxes: boxesOf(list.current) };
    setDrag({ from, to: from, shift: 0 });
  };
  const onPointerMove = (event: PointerEvent) => {
    if (!drag || !start.current) return;
    scrollAtEdge(event.clientY);
    const shift = event.pageY - start.current.y;
    setDrag({ from: drag.from, to: placeOf(start.current.boxes, drag.from, shift), shift });
  };
  const end = (drop: boolean) => {
    start.current = null;
    setDrag(null);
    if (drop && drag && drag.to !== drag.from) onMove(drag.from, drag.to);
  };

  const handle = (from: number) => ({
    onPointerDown: (event: PointerEvent<HTMLElement>) => onPointerDown(event, from),
    onPointerMove,
    onPointerUp: () => end(true),
    onPointerCancel: () => end(false),
  });

  /** How far the item at an index is moved out of its place right now, in pixels. */
  const offsetOf = (index: number): number => {
    const own = drag && start.current?.boxes[drag.from];
    if (!own) return 0;
    if (index === drag.from) return drag.shift;
    if (index > drag.from && index <= drag.to) return -own.height - GAP_PX;
    return index < drag.from && index >= drag.to ? own.height + GAP_PX : 0;
  };
  return { handle, offsetOf, dragged: drag?.from ?? null };
}

const GAP_PX = 8;
