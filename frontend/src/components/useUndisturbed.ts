import { useEffect } from 'react';
import { undisturbed } from '@/lib/pwa/busy';

/** While this is shown no new version takes over: it is shown once, and the person may look at another app meanwhile. */
export function useUndisturbed(): void {
  useEffect(() => {
    let leave: () => void = () => undefined;
    void undisturbed(
      () =>
        new Promise<void>((resolve) => {
          leave = resolve;
        }),
    );
    return () => leave();
  }, []);
}
