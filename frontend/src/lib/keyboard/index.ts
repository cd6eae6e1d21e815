import { useEffect, useRef } from 'react';

/** Key → what it does; a key as `KeyboardEvent.key` names it, `mod+` for Ctrl, or Command on a Mac. */
export type Shortcuts = Readonly<Record<string, (() => void) | undefined>>;

type Layer = { readonly current: Shortcuts };
const layers: Layer[] = [];

const EDITABLE =
  'input:not([type="checkbox"], [type="radio"], [type="button"]), textarea, select, [contenteditable="true"]';
const OWN_KEYS =
  '[role="dialog"], [role="alertdialog"], [role="menu"], [role="grid"], [role="radiogroup"], [data-own-keys]';

const nameOf = (event: KeyboardEvent): string =>
  `${event.ctrlKey || event.metaKey ? 'mod+' : ''}${event.key.length === 1 ? event.key.toLowerCase() : event.key}`;

/** Whether the keys belong to what has the focus: a field that is being typed in, a dialog, a menu, a calendar. */
function isTaken(event: KeyboardEvent): boolean {
  const { target } = event;
  if (event.defaultPrevented || event.isComposing || event.altKey) return true;
  const inside = target instanceof Element ? target : null;
  if (event.ctrlKey || event.metaKey)
    return inside?.closest(event.key.toLowerCase() === 'z' ? EDITABLE : '[role="alertdialog"]') != null;
  return (
    inside?.closest(`${EDITABLE}, ${OWN_KEYS}`) != null ||
    document.querySelector('[aria-modal="true"]') !== null
  );
}

function onKeyDown(event: KeyboardEvent): void {
  if (isTaken(event)) return;
  const name = nameOf(event);
  const run = layers.findLast((layer) => layer.current[name] !== undefined)?.current[name];
  if (!run) return;
  event.preventDefault();
  run();
}

function add(layer: Layer): () => void {
  if (layers.length === 0) document.addEventListener('keydown', onKeyDown);
  layers.push(layer);
  return () => {
    layers.splice(layers.indexOf(layer), 1);
    if (layers.length === 0) document.removeEventListener('keydown', onKeyDown);
  };
}

/** Shortcuts that work while the component is there; of two for the same key the later component's wins. */
export function useShortcuts(shortcuts: Shortcuts): void {
  const latest = useRef(shortcuts);
  useEffect(() => {
    latest.current = shortcuts;
  });
  useEffect(() => add(latest), []);
}
