import { newUlid } from '@/lib/ulid';
import { serverNow } from '@/lib/time/clock';

/** What orders edits of one habit-day made on several devices: the time, then the device, then the sequence. */
export type EditStamp = { edited_at: string; device: string; sequence: number };

const DEVICE = 'daybook:device';
const SEQUENCE = 'daybook:sequence';
const SEQUENCES = 65_536; // what the API keeps of it; it only orders edits of the same millisecond

/** The name that this browser gives itself. */
export function deviceId(): string {
  const known = localStorage.getItem(DEVICE);
  if (known) return known;
  const fresh = newUlid();
  localStorage.setItem(DEVICE, fresh);
  return fresh;
}

export function newEditStamp(): EditStamp {
  const sequence = (Number(localStorage.getItem(SEQUENCE) ?? 0) + 1) % SEQUENCES;
  localStorage.setItem(SEQUENCE, String(sequence));
  return { edited_at: serverNow().toISOString(), device: deviceId(), sequence };
}
