import { useEffect, useRef } from 'react';

/** When a form in it was closed, the focus goes to the first button of what is shown instead. */
export function useFocusBack(open: boolean) {
  const place = useRef<HTMLElement>(null);
  const was = useRef(open);
  useEffect(() => {
    if (was.current && !open) place.current?.querySelector('button')?.focus();
    was.current = open;
  }, [open]);
  return place;
}
