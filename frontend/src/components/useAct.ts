import { useState } from 'react';
import { describeError } from '@/lib/api/describe';

/** One thing at a time that a button does: which one is under way, and why the last one failed. */
export function useAct(explain: (error: unknown) => string = describeError) {
  const [acting, setActing] = useState<string | null>(null);
  const [alert, setAlert] = useState<string | null>(null);
  const act = async (name: string, work: () => Promise<unknown>): Promise<void> => {
    if (acting !== null) return;
    setActing(name);
    setAlert(null);
    try {
      await work();
    } catch (error) {
      setAlert(explain(error));
    } finally {
      setActing(null);
    }
  };
  return { acting, alert, act };
}
