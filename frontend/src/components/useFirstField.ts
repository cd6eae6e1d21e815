import { useEffect, useRef } from 'react';

/** Who opens a form goes on in its first field. */
export function useFirstField() {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.querySelector<HTMLElement>('input:not([aria-hidden])')?.focus(), []);
  return form;
}
