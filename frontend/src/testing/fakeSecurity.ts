import type { AccessToken, OpenSession, Security, SecurityEvent } from '@/lib/api/types';
import type { FakeAccount } from './fakeAccount';
import { guessable, wrongCode, type FakeLogin } from './fakeAuth';
import { notFound, problem, type Context, type Reply } from './reply';

const CODE = '123456';
const AGO = (hours: number): string => new Date(Date.now() - hours * 3_600_000).toISOString();
const IN_A_WEEK = (): string => AGO(-7 * 24);
const SECRET = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';
const CODES = Array.from({ length: 10 }, (_, index) => `ABCD-EFGH-IJKL-MNO${'PQRSTUVWXY'[index] ?? ''}`);

const session = (id: string, device: string, usedAgo: number, current = false): OpenSession => ({
  id,
  current,
  device,
  address: current ? '203.0.113.7' : '198.51.100.23',
  created_at: AGO(usedAgo + 50),
  last_used_at: AGO(usedAgo),
  expires_at: IN_A_WEEK(),
});

/** The person's sessions, tokens, second step, and the way out. */
export class FakeSecurity {
  state: Security = {
    identity: 'native',
    mfa: false,
    recovery_codes_left: 0,
    password_changed_at: null,
    closing: null,
  };
  sessions = [
    session('phone', 'Firefox on Android', 30),
    session('here', 'Chrome on Linux', 0, true),
    session('old', 'Safari on Mac', 400),
  ];
  tokens: AccessToken[] = [];
  events: SecurityEvent[] = [];
  /** The address that waits for its code. */
  nextEmail: string | null = null;

  constructor(
    private readonly account: FakeAccount,
    private readonly logins: Map<string, FakeLogin>,
    private readonly end: () => void,
  ) {
    this.note('signed_in');
  }

  /** Everything below /users/me that is about the account's safety; undefined for the rest. */
  answer(context: Context): Reply | undefined {
    const { request, parts } = context;
    const { method } = request;
    const routes: Record<string, () => Reply> = {
      'GET security': () => ({ body: this.state }),
      'GET sessions': () => ({ body: { items: this.sessions } }),
      'DELETE sessions': () => this.endSessions(context),
      'POST mfa': () => this.mfa(context),
      'POST password': () => this.password(context),
      'POST email': () => (parts[3] === 'confirm' ? this.confirmEmail(context) : this.beginEmail(context)),
      'GET tokens': () => ({ body: { items: this.tokens } }),
      'POST tokens': () => this.makeToken(context),
      'DELETE tokens': () => this.deleteToken(parts[3]),
      'GET events': () => this.page(context),
      'GET export': () => ({ body: { profile: this.account.profile } }),
      'POST keep': () => this.keep(),
    };
    if (parts[2] === undefined) return method === 'DELETE' ? this.close(context) : undefined;
    return (routes[`${method} ${parts[2]}`] ?? notFound)();
  }

  private get login(): FakeLogin {
    return this.logins.get(this.account.profile.email) ?? { password: '', confirmed: true };
  }

  private note(kind: SecurityEvent['kind'], detail = ''): void {
    const id = String(this.events.length);
    const about = { device: 'Chrome on Linux', address: '203.0.113.7', detail };
    this.events.unshift({ id, kind, at: new Date().toISOString(), ...about });
  }

  /** The reply of a refusal, or what `work` makes when the password is right. */
  private asOwner(password: unknown, work: () => Reply): Reply {
    return password === this.login.password ? work() : problem(403, 'wrong-password', 'Wrong.');
  }

  private endSessions({ parts, url }: Context): Reply {
    const id = parts[3];
    if (id !== undefined) this.sessions = this.sessions.filter((known) => known.id !== id);
    else {
      const keep = url.searchParams.get('keep_current') === 'true';
      this.sessions = this.sessions.filter(({ current }) => current && keep);
      if (!keep) this.end();
    }
    this.note('session_ended');
    return { status: 204 };
  }

  private codes(kind: SecurityEvent['kind']): Reply {
    this.login.recovery = CODES;
    this.state = { ...this.state, mfa: true, recovery_codes_left: CODES.length };
    this.login.mfa = true;
    this.note(kind);
    return { body: { recovery_codes: CODES } };
  }

  private mfa({ parts, body }: Context): Reply {
    const address = encodeURIComponent(this.account.profile.email);
    const ways: Record<string, () => Reply> = {
      '': () =>
        this.asOwner(body['password'], () => ({
          body: { secret: SECRET, uri: `otpauth://totp/Daybook:${address}?secret=${SECRET}&issuer=Daybook` },
        })),
      verify: () => (body['code'] === CODE ? this.codes('mfa_on') : wrongCode()),
      'recovery-codes': () => this.asOwner(body['password'], () => this.codes('recovery_codes_made')),
      disable: () =>
        this.asOwner(body['password'], () => {
          this.state = { ...this.state, mfa: false, recovery_codes_left: 0 };
          this.login.mfa = false;
          this.note('mfa_off');
          return { status: 204 };
        }),
    };
    return (ways[parts[3] ?? ''] ?? notFound)();
  }

  private password({ body }: Context): Reply {
    return this.asOwner(body['current_password'], () => {
      const next = String(body['new_password']);
      if (/^(password|daybook)/.test(next)) return guessable('/new_password');
      this.login.password = next;
      this.state = { ...this.state, password_changed_at: new Date().toISOString() };
      this.sessions = this.sessions.filter(({ current }) => current);
      this.note('password_changed');
      return { status: 204 };
    });
  }

  private beginEmail({ body }: Context): Reply {
    return this.asOwner(body['password'], () => {
      this.nextEmail = String(body['email']);
      return { status: 204 };
    });
  }

  private confirmEmail({ body }: Context): Reply {
    if (body['code'] !== CODE || this.nextEmail === null) return wrongCode();
    this.logins.set(this.nextEmail, this.login);
    this.account.profile = { ...this.account.profile, email: this.nextEmail };
    this.note('email_changed', this.nextEmail);
    return { body: this.account.profile };
  }

  private makeToken({ body }: Context): Reply {
    const days = body['expires_in_days'] as number | null;
    const made: AccessToken = {
      id: String(this.tokens.length),
      name: String(body['name']),
      scopes: body['scopes'] as AccessToken['scopes'],
      created_at: AGO(0),
      expires_at: days === null ? null : AGO(-24 * days),
      last_used_at: null,
    };
    this.tokens = [made, ...this.tokens];
    this.note('token_made', made.name);
    return { status: 201, body: { ...made, token: 'dbk_user-1_c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0LXNlYw' } };
  }

  private deleteToken(id: string | undefined): Reply {
    this.tokens = this.tokens.filter((known) => known.id !== id);
    return { status: 204 };
  }

  private page({ url }: Context): Reply {
    const start = Number(url.searchParams.get('cursor') ?? 0);
    const end = start + Number(url.searchParams.get('limit'));
    const next_cursor = end < this.events.length ? String(end) : null;
    return { body: { items: this.events.slice(start, end), next_cursor } };
  }

  private close({ body }: Context): Reply {
    return this.asOwner(body['password'], () => {
      const erase_at = IN_A_WEEK();
      this.state = { ...this.state, closing: { erase_at } };
      this.note('account_closing');
      return { status: 202, body: { erase_at } };
    });
  }

  private keep(): Reply {
    this.state = { ...this.state, closing: null };
    this.note('account_kept');
    return { status: 204 };
  }
}
