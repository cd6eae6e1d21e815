import { problem, type Context, type Reply } from './reply';

const CODE = '123456';

const base64 = (value: unknown) => btoa(JSON.stringify(value)).replace(/=+$/, '');
const tokenFor = (sub: string) => `${base64({ alg: 'none' })}.${base64({ sub })}.signature`;

/** Accounts and the session; the password is kept to compare. */
export class FakeAuth {
  loggedIn = false;
  readonly accounts = new Map<string, { password: string; confirmed: boolean }>();

  constructor(readonly userId: string) {}

  answer({ body, parts }: Context): Reply {
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
}
