import { isDay } from '@/lib/time/days';
import { ADA, FakeAccount } from './fakeAccount';
import { FakeAnalytics } from './fakeAnalytics';
import { FakeAuth } from './fakeAuth';
import { FakeFiles } from './fakeFiles';
import { FakeHabits } from './fakeHabits';
import { FakeInsights } from './fakeInsights';
import { FakeLinks } from './fakeLinks';
import { FakeNotes } from './fakeNotes';
import { FakeNotifications } from './fakeNotifications';
import { FakeRewards } from './fakeRewards';
import { FakeSecurity } from './fakeSecurity';
import type { FakeStore } from './fakeStore';
import { FakeTasks } from './fakeTasks';
import { FakeTransfer } from './fakeTransfer';
import { notFound, problem, type Context, type Reply } from './reply';

export { problem } from './reply';

/** An upload is no JSON: what it holds does not matter here. */
function parsed(text: string): Record<string, unknown> {
  try {
    return (text ? JSON.parse(text) : {}) as Record<string, unknown>;
  } catch {
    return {};
  }
}

/** An in-memory stand-in for the API: same shapes and statuses, a plausible score, one person. */
export class FakeApi {
  readonly calls: string[] = [];
  readonly auth: FakeAuth;
  readonly account: FakeAccount;
  readonly security: FakeSecurity;
  readonly transfer = new FakeTransfer();
  readonly notifications = new FakeNotifications();
  readonly links = new FakeLinks();
  readonly rewards: FakeRewards;
  readonly tasks: FakeTasks;
  readonly notes = new FakeNotes();
  readonly analytics: FakeAnalytics;
  readonly files: FakeFiles;
  private readonly insights: FakeInsights;
  private readonly habits: FakeHabits;
  /** Answers instead of the API when it returns something: outages, expired tokens. */
  interfere: (request: Request) => Response | undefined | Promise<Response | undefined> = () => undefined;

  constructor(
    readonly store: FakeStore,
    readonly userId = 'user-1',
  ) {
    this.auth = new FakeAuth(userId);
    this.files = new FakeFiles(userId);
    this.tasks = new FakeTasks(store.today);
    this.account = new FakeAccount(store, userId, this.files);
    this.security = new FakeSecurity(this.account, this.accounts, () => (this.loggedIn = false));
    this.insights = new FakeInsights(store);
    this.rewards = new FakeRewards(store);
    this.analytics = new FakeAnalytics(store.today);
    this.habits = new FakeHabits(store);
    this.accounts.set(ADA.email, { password: 'correct horse battery', confirmed: true });
  }

  get accounts() {
    return this.auth.accounts;
  }

  get loggedIn(): boolean {
    return this.auth.loggedIn;
  }

  set loggedIn(value: boolean) {
    this.auth.loggedIn = value;
  }

  readonly handle = async (request: Request): Promise<Response> => {
    const url = new URL(request.url);
    this.calls.push(`${request.method} ${url.pathname}`);
    const disturbed = await this.interfere(request);
    if (disturbed) return disturbed;
    const body = parsed(await request.text());
    const parts = url.pathname.replace('/v1/', '').split('/');
    const { status = 200, body: answer, headers } = this.route({ request, url, body, parts });
    return new Response(answer === undefined ? null : JSON.stringify(answer), {
      status,
      headers: { 'Content-Type': 'application/json', ...headers },
    });
  };

  private route(context: Context): Reply {
    const { request, parts } = context;
    if (parts[0] === 'auth') return this.auth.answer(context);
    if (parts[0] === 'links') return this.links.answer(context);
    if (parts[0] === 'uploads' && parts[2] === 'upload') return this.files.answer(context);
    if (parts[2] === 'upload') return this.transfer.answer(context); // S3 knows no token
    if (!this.loggedIn || !request.headers.has('Authorization'))
      return problem(401, 'unauthenticated', 'Log in first.');
    const routes: Record<string, () => Reply> = {
      users: () => this.security.answer(context) ?? this.account.users(context),
      devices: () => this.account.device(context),
      vacations: () => this.account.vacations(context),
      today: () => this.today(context),
      habits: () => this.ofHabit(context) ?? this.habits.answer(context),
      overview: () => this.insights.overview(context),
      analytics: () => this.analytics.answer(context),
      imports: () => this.transfer.answer(context),
      exports: () => this.transfer.answer(context),
      calendar: () => this.transfer.answer(context),
      tasks: () => this.tasks.answer(context),
      notes: () => this.notes.answer(context),
      uploads: () => this.files.answer(context),
      media: () => this.files.answer(context),
      notifications: () => this.notifications.answer(context),
      rewards: () => this.rewards.answer(context),
      orders: () => this.rewards.answer(context),
    };
    return routes[parts[0] ?? '']?.() ?? notFound();
  }

  private ofHabit(context: Context): Reply | undefined {
    const [, id, part] = context.parts;
    const habit = this.store.habits.get(id ?? '');
    if (part === 'freezes') return this.rewards.freeze(context);
    if (habit && part === 'score-change') return this.insights.scoreChange(context, habit);
    return habit && part === 'edits' ? this.insights.edits(context, habit) : undefined;
  }

  private today({ url }: Context): Reply {
    const date = url.searchParams.get('date') ?? this.store.today;
    return isDay(date) ? { body: this.store.day(date) } : problem(422, 'invalid', 'Not a day.');
  }
}
