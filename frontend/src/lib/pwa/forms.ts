const touched = new Set<HTMLFormElement>();

/** Notes every form that something was typed into; call it once, at the start. */
export function watchForms(): void {
  document.addEventListener('input', ({ target }) => {
    const form = target instanceof Element ? target.closest('form') : null;
    if (form) touched.add(form);
  });
}

/** Whether something was typed into a form that is still open. */
export function isAnyFormDirty(): boolean {
  for (const form of touched) if (!form.isConnected) touched.delete(form);
  return touched.size > 0;
}
