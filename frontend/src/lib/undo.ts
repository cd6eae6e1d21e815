import { t } from '@/lib/i18n';
import { dismissToast, toast } from '@/lib/toast';

type Step = { undo: () => void };

const MOST_STEPS = 20;
let steps: Step[] = [];

function take(step: Step): void {
  if (!steps.includes(step)) return;
  steps = steps.filter((known) => known !== step);
  step.undo();
}

/** Makes `undoLast` (the key u) take it back; for what shows its own way back, where a toast would be in the way. */
export function rememberUndo(undo: () => void): Step {
  const step = { undo };
  steps = [...steps, step].slice(-MOST_STEPS);
  return step;
}

/** Says what was done, with a way back: by the toast's button while it is shown, by `undoLast` (the key u) also later. */
export function offerUndo(text: string, undo: () => void): void {
  const step = rememberUndo(undo);
  toast({ text, action: { label: t('checkin.undo'), run: () => take(step) } });
}

/** Takes back the latest change that was not taken back yet. */
export function undoLast(): boolean {
  const step = steps.at(-1);
  if (!step) return false;
  dismissToast();
  take(step);
  return true;
}

/** What one person did is not the next one's to take back. */
export const forgetUndo = (): void => {
  steps = [];
};
