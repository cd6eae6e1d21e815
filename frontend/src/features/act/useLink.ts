import { useCallback, useEffect, useState } from 'react';
import { ApiError } from '@/lib/api/errors';
import { publicApi, unwrap } from '@/lib/api/client';
import type { LinkAction } from '@/lib/api/types';

/** Where a link stands: being read; what it would do; being followed; what it has done; or why not. */
export type LinkStage =
  | { at: 'reading' }
  | { at: 'read'; action: LinkAction; busy: boolean; alert: unknown }
  | { at: 'done'; action: LinkAction }
  | { at: 'failed'; error: unknown };

/** What no second try helps against: it needs the app itself. */
export const needsApp = (error: unknown): boolean => error instanceof ApiError && error.status === 409;

/** One link of a mail. Reading it changes nothing; only `follow` does. Nobody has to be signed in. */
export function useLink(token: string) {
  const [stage, setStage] = useState<LinkStage>({ at: 'reading' });
  const [tries, setTries] = useState(0);
  useEffect(() => {
    let current = true;
    unwrap(publicApi.POST('/v1/links/read', { body: { token } }))
      .then((action) => current && setStage({ at: 'read', action, busy: false, alert: null }))
      .catch((error: unknown) => current && setStage({ at: 'failed', error }));
    return () => {
      current = false;
    };
  }, [token, tries]);

  const follow = useCallback(
    async (action: LinkAction, minutes?: number) => {
      setStage({ at: 'read', action, busy: true, alert: null });
      try {
        const body = minutes === undefined ? { token } : { token, minutes };
        setStage({ at: 'done', action: await unwrap(publicApi.POST('/v1/links', { body })) });
      } catch (error) {
        setStage({ at: 'read', action, busy: false, alert: error });
      }
    },
    [token],
  );
  const retry = () => {
    setStage({ at: 'reading' });
    setTries((count) => count + 1);
  };
  return { stage, follow, retry };
}
