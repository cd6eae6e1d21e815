/**
 * The way to another provider's page and back. The app is left for it, and nobody is known to be here when it starts
 * again; this is how it knows that the session's cookie is worth a try.
 */
const LEFT = 'daybook:elsewhere';
/** As long as the server waits for the way back. */
const PATIENCE_MS = 600_000;

type Departure = { at: number; next: string };

/** @param next where to go on once signed in, an address of the app. */
export function departFor(next: string): void {
  const departure: Departure = { at: Date.now(), next };
  localStorage.setItem(LEFT, JSON.stringify(departure));
}

/** Ends the journey. @returns where the person wanted to go; null when nobody has set out, or too long ago. */
export function comeBack(): string | null {
  const left = localStorage.getItem(LEFT);
  localStorage.removeItem(LEFT);
  if (left === null) return null;
  const { at, next } = JSON.parse(left) as Departure;
  return Date.now() - at < PATIENCE_MS ? next : null;
}
