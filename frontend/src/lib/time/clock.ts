/**
 * The server's time. Edits are ordered by when they were made, so a phone whose clock is wrong must not win or
 * lose by it: every response's `Date` header corrects ours. Below the header's own precision nothing is changed.
 */
const PRECISION_MS = 2_000;
let offsetMs = 0;

export function noteServerDate(header: string | null): void {
  const served = header ? Date.parse(header) : Number.NaN;
  if (Number.isNaN(served)) return;
  const offset = served - Date.now();
  offsetMs = Math.abs(offset) > PRECISION_MS ? offset : 0;
}

export const serverNow = (): Date => new Date(Date.now() + offsetMs);
