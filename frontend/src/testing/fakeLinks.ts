import type { LinkAction } from '@/lib/api/types';
import { problem, type Context, type Reply } from './reply';

/** Links of mails: what each token does, and how often it was followed. Nobody has to be signed in. */
export class FakeLinks {
  readonly actions = new Map<string, LinkAction>();
  /** Codes of problems, by token. */
  readonly problems = new Map<string, [status: number, code: string]>();
  readonly used: { token: string; minutes?: number }[] = [];

  add(token: string, action: Partial<LinkAction> = {}): void {
    this.actions.set(token, {
      purpose: 'check_in',
      topic: 'habit',
      name: 'Walk',
      date: new Date().toISOString().slice(0, 10),
      state: 'open',
      until: null,
      expires_at: new Date(Date.now() + 86_400_000).toISOString(),
      ...action,
    });
  }

  answer({ body, parts }: Context): Reply {
    const { token, minutes } = body as { token: string; minutes?: number };
    const known = this.actions.get(token);
    const reads = parts[1] === 'read';
    const [status, code] = this.problems.get(token) ?? [];
    if (!known || (status && code && (status === 404 || !reads)))
      return problem(status ?? 404, code ?? 'not-found', 'This link is not complete.');
    if (reads) return { body: known };
    this.used.push(minutes === undefined ? { token } : { token, minutes });
    const until =
      known.purpose === 'snooze' ? new Date(Date.now() + (minutes ?? 60) * 60_000).toISOString() : null;
    const done: LinkAction = { ...known, state: 'done', until };
    if (known.purpose !== 'snooze') this.actions.set(token, done);
    return { body: done };
  }
}
