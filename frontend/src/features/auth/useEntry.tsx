import { Suspense, useState, type ReactNode } from 'react';
import { lazy } from '@/lib/lazy';
import { logIn } from '@/lib/session/store';
import type { Challenged } from './SecondStep';

const SecondStep = lazy(() => import('./SecondStep'));

type Entry = {
  enter: (email: string, password: string) => Promise<void>;
  /** The page of the second step while one is asked for; null otherwise. */
  second: ReactNode;
  /** Why the second step was left. */
  reason: string | null;
};

/** Logging in with all its steps. */
export function useEntry(): Entry {
  const [challenged, setChallenged] = useState<Challenged | null>(null);
  const [reason, setReason] = useState<string | null>(null);
  const enter = async (email: string, password: string) => {
    const session = await logIn(email, password);
    setReason(null);
    if (session !== null) setChallenged({ session, email, password });
  };
  const restart = (why?: string) => {
    setReason(why ?? null);
    setChallenged(null);
  };
  const second = challenged && (
    <Suspense>
      <SecondStep {...challenged} onRestart={restart} />
    </Suspense>
  );
  return { enter, second, reason };
}
