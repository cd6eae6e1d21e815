import { lazy, Suspense, useState } from 'react';
import { useLocation } from 'wouter';
import { useShortcuts } from '@/lib/keyboard';
import { undoLast } from '@/lib/undo';

const Palette = lazy(() => import('./Palette'));
const ShortcutHelp = lazy(() => import('./ShortcutHelp'));

const SEARCH_WAIT_MS = 2_000;

/** Puts the focus into the page's search field, which may still be loading. */
function focusSearch(since = Date.now()): void {
  const field = document.querySelector<HTMLInputElement>('[data-search]');
  if (field) field.focus();
  else if (Date.now() - since < SEARCH_WAIT_MS) requestAnimationFrame(() => focusSearch(since));
}

/** The keys that work on every page, and what they open. Rendered once, in the frame of the app. */
export default function Shortcuts() {
  const [open, setOpen] = useState<'palette' | 'help' | null>(null);
  const [path, navigate] = useLocation();
  const close = () => setOpen(null);
  useShortcuts({
    n: () => navigate('/habits/new'),
    t: () => navigate('/today'),
    u: () => void undoLast(),
    z: () => void undoLast(),
    'mod+z': () => void undoLast(),
    '/': () => {
      if (path !== '/habits' && !document.querySelector('[data-search]')) navigate('/habits');
      focusSearch();
    },
    '?': () => setOpen('help'),
    'mod+k': () => setOpen(open === 'palette' ? null : 'palette'),
  });
  return (
    <Suspense>
      {open === 'palette' && <Palette onClose={close} onHelp={() => setOpen('help')} />}
      {open === 'help' && <ShortcutHelp onClose={close} />}
    </Suspense>
  );
}
