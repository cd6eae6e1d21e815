const touched = new Set<HTMLFormElement>();
let working = 0;
/** Held by every tab that must not be loaded anew; a lock ends with its tab. */
const LOCK = 'daybook-busy';
let letGo: (() => void) | null = null;

function hold(): void {
  if (letGo || !('locks' in navigator)) return;
  const busy = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  navigator.locks.request(LOCK, { mode: 'shared' }, () => busy).catch(() => undefined);
}

/** Notes every form that something was typed into; call it once, at the start. */
export function watchForms(): void {
  document.addEventListener('input', ({ target }) => {
    const form = target instanceof Element ? target.closest('form') : null;
    if (!form) return;
    touched.add(form);
    hold();
  });
}

/** Does work during which the page must stay, such as an upload. */
export async function undisturbed<Result>(work: () => Promise<Result>): Promise<Result> {
  working += 1;
  hold();
  try {
    return await work();
  } finally {
    working -= 1;
    isBusy();
  }
}

/** Whether loading the page anew would lose something: what was typed into a form that is still open, or work. */
export function isBusy(): boolean {
  for (const form of touched) if (!form.isConnected) touched.delete(form);
  const busy = touched.size > 0 || working > 0;
  if (!busy) {
    letGo?.();
    letGo = null;
  }
  return busy;
}

/** The same of all tabs. */
export async function isBusyAnywhere(): Promise<boolean> {
  if (isBusy()) return true;
  if (!('locks' in navigator)) return false;
  const { held = [] } = await navigator.locks.query();
  return held.some(({ name }) => name === LOCK);
}
