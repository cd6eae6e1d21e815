import type { Checkin, Habit, Vacation } from '@/lib/api/types';
import { isDay } from '@/lib/time/days';
import { FakeStore } from './fakeStore';

const CODE = '123456';
const USER = { email: 'ada@example.org', name: 'Ada', timezone: 'Europe/London', day_start_hour: 0 };

type Context = { request: Request; url: URL; body: Record<string, unknown>; parts: string[] };
type Reply = { status?: number; body?: unknown; headers?: Record<string, string> };

export function problem(
  status: number,
  code: string,
  detail: string,
  errors?: { pointer: string; detail: string }[],
): Reply {
  const body = {
    type: `urn:daybook:problem:${code}`,
    title: code,
    status,
    detail,
    instance: 'request-1',
    errors,
  };
  return {
    status,
    body,
    headers: { 'Content-Type': 'application/problem+json', 'X-Request-Id': 'request-1' },
  };
}

const base64 = (value: unknown) => btoa(JSON.stringify(value)).replace(/=+$/, '');
const tokenFor = (sub: string) => `${base64({ alg: 'none' })}.${base64({ sub })}.signature`;

/** An in-memory stand-in for the API: same shapes and statuses, a plausible score, one person. */
export class FakeApi {
  loggedIn = false;
  /** Accounts by email; the password is kept to compare. */
  readonly accounts = new Map<string, { password: string; confirmed: boolean }>();
  readonly calls: string[] = [];
  /** Answers instead of the API when it returns something: outages, expired tokens. */
  interfere: (request: Request) => Response | undefined | Promise<Response | undefined> = () => undefined;

  constructor(
    readonly store: FakeStore,
    readonly userId = 'user-1',
  ) {
    this.accounts.set(USER.email, { password: 'correct horse battery', confirmed: true });
  }

  readonly handle = async (request: Request): Promise<Response> => {
    const url = new URL(request.url);
    this.calls.push(`${request.method} ${url.pathname}`);
    const disturbed = await this.interfere(request);
    if (disturbed) return disturbed;
    const text = await request.text();
    const body = (text ? JSON.parse(text) : {}) as Record<string, unknown>;
    const parts = url.pathname.replace('/v1/', '').split('/');
    const { status = 200, body: answer, headers } = this.route({ request, url, body, parts });
    return new Response(answer === undefined ? null : JSON.stringify(answer), {
      status,
      headers: { 'Content-Type': 'application/json', ...headers },
    });
  };

  private route(context: Context): Reply {
    const { request, parts } = context;
    if (parts[0] === 'auth') return this.auth(context);
    if (!this.loggedIn || !request.headers.has('Authorization'))
      return problem(401, 'unauthenticated', 'Log in first.');
    if (parts[0] === 'users')
      return { body: { id: this.userId, ...USER, created_at: '2026-01-01T00:00:00Z' } };
    if (parts[0] === 'today') return this.today(context);
    if (parts[0] === 'habits') return this.habits(context);
    if (parts[0] === 'vacations') return this.vacations(context);
    return problem(404, 'not-found', 'There is nothing here.');
  }

  private auth({ body, parts }: Context): Reply {
    const email = String(body['email']).toLowerCase();
    const account = this.accounts.get(email);
    const routes: Record<string, () => Reply> = {
      signup: () => {
        if (email.endsWith('.invalid'))
          return problem(422, 'invalid', 'Invalid.', [
            { pointer: '/email', detail: 'must be an email address that can receive mail' },
          ]);
        this.accounts.set(email, { password: String(body['password']), confirmed: false });
        return { status: 201, body: { email, code_length: 6 } };
      },
      confirm: () => {
        if (!account || body['code'] !== CODE)
          return problem(422, 'invalid', 'Invalid.', [
            { pointer: '/code', detail: 'That code is wrong or has expired.' },
          ]);
        account.confirmed = true;
        return { status: 204 };
      },
      resend: () => ({ status: 204 }),
      login: () => {
        if (account?.password !== body['password']) return problem(401, 'invalid-credentials', 'Wrong.');
        if (!account?.confirmed) return problem(403, 'email-not-confirmed', 'Confirm your email first.');
        this.loggedIn = true;
        return this.grant();
      },
      refresh: () =>
        this.loggedIn ? this.grant() : problem(401, 'invalid-credentials', 'The session has ended.'),
      logout: () => {
        this.loggedIn = false;
        return { status: 204 };
      },
    };
    return routes[parts[1] ?? '']?.() ?? problem(404, 'not-found', 'There is nothing here.');
  }

  private grant(): Reply {
    return { body: { access_token: tokenFor(this.userId), expires_in: 3600, token_type: 'Bearer' } };
  }

  private today({ url }: Context): Reply {
    const date = url.searchParams.get('date') ?? this.store.today;
    return isDay(date) ? { body: this.store.day(date) } : problem(422, 'invalid', 'Not a day.');
  }

  private habits(context: Context): Reply {
    const { request, url, body, parts } = context;
    const [, id, part] = parts;
    if (id === undefined) {
      if (request.method === 'POST')
        return { status: 201, body: this.store.add(body as { id: string; name: string }) };
      return {
        body: { items: this.store.list(url.searchParams.get('archived') === 'true'), next_cursor: null },
      };
    }
    if (id === 'order') {
      this.store.order = body['ids'] as string[];
      return { status: 204 };
    }
    if (part === 'restore') return this.restore(id);
    const habit = this.store.habits.get(id);
    if (!habit) return problem(404, 'not-found', 'There is no such habit.');
    if (part === 'checkins') return this.checkins(context, habit);
    if (part === 'stats') return { body: this.store.stats(habit) };
    return this.oneHabit(context, habit);
  }

  private oneHabit({ request, body }: Context, habit: Habit): Reply {
    const handlers: Record<string, () => Reply> = {
      GET: () => ({ body: habit }),
      PATCH: () => {
        if (request.headers.get('If-Match') !== `"${habit.version}"`)
          return problem(412, 'stale-version', 'Changed.');
        return { body: this.store.change(habit.id, body) };
      },
      DELETE: () => {
        this.store.bin.set(habit.id, habit);
        this.store.habits.delete(habit.id);
        return { status: 204 };
      },
    };
    return handlers[request.method]?.() ?? problem(405, 'not-allowed', 'Not allowed.');
  }

  private checkins({ request, url, body, parts }: Context, habit: Habit): Reply {
    const date = parts[3];
    if (date === undefined && request.method === 'PUT') {
      const days = body['days'] as (Partial<Checkin> & { date: string })[];
      return { body: { items: days.map((day) => this.store.mark(habit.id, day.date, day)) } };
    }
    if (date === undefined) {
      const from = url.searchParams.get('from') ?? '';
      const to = url.searchParams.get('to') ?? '';
      return { body: { items: this.store.range(habit.id, from, to), next_cursor: null } };
    }
    const entry = request.method === 'DELETE' ? {} : (body as Partial<Checkin>);
    const checkin = this.store.mark(habit.id, date, {
      status: entry.status ?? null,
      value: entry.value ?? null,
      note:
        entry.note === undefined ? (this.store.checkins.get(habit.id)?.get(date)?.note ?? null) : entry.note,
    });
    return { body: { checkin, summary: this.store.summary(this.store.habits.get(habit.id) ?? habit, date) } };
  }

  private restore(id: string): Reply {
    const habit = this.store.habits.get(id) ?? this.store.bin.get(id);
    return habit ? { body: this.store.add(habit) } : problem(404, 'not-found', 'There is no such habit.');
  }

  private vacations({ request, body, parts }: Context): Reply {
    const { vacations } = this.store;
    if (request.method === 'GET') return { body: { items: vacations } };
    const others = vacations.filter(({ id }) => id !== (parts[1] ?? body['id']));
    if (request.method === 'DELETE') {
      this.store.vacations = others;
      return { status: 204 };
    }
    const known = vacations.find(({ id }) => id === parts[1]);
    const saved = { ...known, ...body } as Vacation;
    this.store.vacations = [...others, saved];
    return { status: known ? 200 : 201, body: saved };
  }
}
