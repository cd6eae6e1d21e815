import { useEffect, useState } from 'react';

/** True once something has been true for a while; false again at once. */
export function useLasting(now: boolean, afterMs: number): boolean {
  const [lasts, setLasts] = useState(false);
  useEffect(() => {
    if (!now) return undefined;
    const timer = setTimeout(() => setLasts(true), afterMs);
    return () => {
      clearTimeout(timer);
      setLasts(false);
    };
  }, [now, afterMs]);
  return now && lasts;
}
