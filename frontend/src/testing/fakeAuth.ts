import { problem, type Context, type Reply } from './reply';

const CODE = '123456';
const SESSION = 'challenge-1';

/** The server's sentences, which the app says in its own words. */
export const wrongCode = (): Reply =>
  problem(422, 'invalid', 'Invalid.', [
    { pointer: '/code', detail: 'is wrong or has expired; ask for a new one' },
  ]);
export const guessable = (pointer: string): Reply =>
  problem(422, 'invalid', 'Invalid.', [
    { pointer, detail: 'is on the lists of stolen passwords that are tried first; choose another' },
  ]);

const base64 = (value: unknown) => btoa(JSON.stringify(value)).replace(/=+$/, '');
const tokenFor = (sub: string) => `${base64({ alg: 'none' })}.${base64({ sub })}.signature`;

export type FakeLogin = { password: string; confirmed: boolean; mfa?: boolean; recovery?: string[] };

/** Accounts and the session; the password is kept to compare. */
export class FakeAuth {
  loggedIn = false;
  readonly accounts = new Map<string, FakeLogin>();

  /** Providers to sign in with, and what their pages lead to: the code of a problem, or nothing when all is well. */
  elsewhere: Record<string, string> = {};

  constructor(readonly userId: string) {}

  answer({ body, parts, url }: Context): Reply {
    const email = String(body['email']).toLowerCase();
    const account = this.accounts.get(email);
    const routes: Record<string, () => Reply> = {
      signup: () => {
        if (email.endsWith('.invalid'))
          return problem(422, 'invalid', 'Invalid.', [
            { pointer: '/email', detail: 'must be an email address that can receive mail' },
          ]);
        if (/^(password|daybook)/.test(String(body['password']))) return guessable('/password');
        this.accounts.set(email, { password: String(body['password']), confirmed: false });
        return { status: 201, body: { email, code_length: 6 } };
      },
      confirm: () => {
        if (!account || body['code'] !== CODE) return wrongCode();
        account.confirmed = true;
        return { status: 204 };
      },
      resend: () => ({ status: 204 }),
      login: () => {
        if (account?.password !== body['password']) return problem(401, 'invalid-credentials', 'Wrong.');
        if (!account?.confirmed) return problem(403, 'email-not-confirmed', 'Confirm your email first.');
        if (account.mfa) return { body: { challenge: 'totp', session: SESSION } };
        return this.open();
      },
      providers: () => ({ body: { items: Object.keys(this.elsewhere).map((name) => ({ name })) } }),
      hosted: () => this.comeBackFrom(this.elsewhere[url.searchParams.get('provider') ?? '']),
      mfa: () => (parts[2] === 'recovery' ? this.recover(body, account) : this.answerChallenge(body)),
      forgot: () => ({ status: 204 }),
      reset: () => this.reset(body, account),
      refresh: () =>
        this.loggedIn ? this.grant() : problem(401, 'invalid-credentials', 'The session has ended.'),
      logout: () => {
        this.loggedIn = false;
        return { status: 204 };
      },
    };
    return routes[parts[1] ?? '']?.() ?? problem(404, 'not-found', 'There is nothing here.');
  }

  private open(): Reply {
    this.loggedIn = true;
    return this.grant();
  }

  /** Straight to the end of the way: the other provider's own page is not shown. */
  private comeBackFrom(problemThere: string | undefined): Reply {
    problemThere ??= 'not-found';
    this.loggedIn ||= problemThere === '';
    return { status: 302, headers: { location: problemThere ? `/login?problem=${problemThere}` : '/' } };
  }

  private answerChallenge(body: Record<string, unknown>): Reply {
    if (body['session'] !== SESSION) return problem(401, 'challenge-expired', 'Log in again.');
    return body['code'] === CODE ? this.open() : wrongCode();
  }

  private recover(body: Record<string, unknown>, account: FakeLogin | undefined): Reply {
    if (account?.password !== body['password'] || !account?.recovery?.includes(String(body['recovery_code'])))
      return problem(401, 'invalid-credentials', 'Wrong.');
    account.mfa = false;
    return this.open();
  }

  private reset(body: Record<string, unknown>, account: FakeLogin | undefined): Reply {
    if (!account || body['code'] !== CODE) return wrongCode();
    if (/^(password|daybook)/.test(String(body['password']))) return guessable('/password');
    account.password = String(body['password']);
    return { status: 204 };
  }

  private grant(): Reply {
    return { body: { access_token: tokenFor(this.userId), expires_in: 3600, token_type: 'Bearer' } };
  }
}
