import { afterEach, describe, expect, it, vi } from 'vitest';
import { FakeStore } from '@/testing/fakeStore';
import { FakeApi } from '@/testing/fakeApi';

type Work<Result> = () => Promise<Result>;

/** Web Locks as the tabs of a browser share them. */
class FakeLocks {
  private last: Promise<unknown> = Promise.resolve();

  request<Result>(_: string, { signal }: { signal: AbortSignal }, work: Work<Result>): Promise<Result> {
    const turn = new Promise<void>((resolve, reject) => {
      signal.addEventListener('abort', () => reject(new DOMException('waited too long', 'AbortError')));
      void this.last.then(() => resolve());
    });
    const done = turn.then(work);
    this.last = done.catch(() => undefined);
    return done;
  }

  /** As a tab does that was put to sleep with the lock in its hands. */
  hold(): void {
    this.last = new Promise(() => undefined);
  }
}

/** The session's cookie, which each renewal replaces; what came before the last one ends the session. */
class Rotation {
  cookie = 0;
  underWay = 0;
  most = 0;
  readonly seen: number[] = [];

  readonly answer = async (request: Request): Promise<Response | undefined> => {
    if (!request.url.endsWith('/auth/refresh')) return undefined;
    const brought = this.cookie;
    this.underWay += 1;
    this.most = Math.max(this.most, this.underWay);
    await new Promise((resolve) => setTimeout(resolve, 5));
    this.underWay -= 1;
    this.seen.push(brought);
    this.cookie = brought + 1;
    return undefined;
  };
}

function world() {
  const fake = new FakeApi(new FakeStore('2026-11-01'));
  const rotation = new Rotation();
  fake.loggedIn = true;
  fake.interfere = rotation.answer;
  localStorage.setItem('daybook:user', fake.userId);
  vi.stubGlobal('fetch', fake.handle);
  return { fake, rotation };
}

/** The app's session as another tab has it. */
async function tab() {
  vi.resetModules();
  return import('./store');
}

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  Reflect.deleteProperty(navigator, 'locks');
});

describe('two tabs', () => {
  it('take turns: each begins with the cookie that the other got', async () => {
    const { rotation } = world();
    Object.assign(navigator, { locks: new FakeLocks() });
    const tabs = [await tab(), await tab(), await tab()];
    await Promise.all(tabs.map(({ refreshToken }) => refreshToken()));
    expect(rotation.most).toBe(1);
    expect(rotation.seen).toEqual([0, 1, 2]);
    expect(tabs.map(({ getSession }) => getSession().state)).toEqual(['in', 'in', 'in']);
  });

  it('are not kept waiting by a third that fell asleep', async () => {
    vi.useFakeTimers();
    world();
    const locks = new FakeLocks();
    locks.hold();
    Object.assign(navigator, { locks });
    const { refreshToken, getSession } = await tab();
    const renewed = refreshToken();
    await vi.advanceTimersByTimeAsync(9_000);
    expect(getSession().state).toBe('restoring');
    await vi.advanceTimersByTimeAsync(2_000);
    await renewed;
    expect(getSession().state).toBe('in');
  });

  it('renew also where there are no locks', async () => {
    world();
    const tabs = [await tab(), await tab()];
    await Promise.all(tabs.map(({ refreshToken }) => refreshToken()));
    expect(tabs.map(({ getSession }) => getSession().state)).toEqual(['in', 'in']);
  });
});

describe('one cookie for all tabs', () => {
  /** Holds back the answers of one address until it is told to let them go. */
  function gate(fake: FakeApi, path: string): () => void {
    let open: () => void = () => undefined;
    const gone = new Promise<void>((resolve) => (open = resolve));
    fake.interfere = async ({ url }) => {
      if (url.endsWith(path)) await gone;
      return undefined;
    };
    return () => open();
  }
  const asked = (fake: FakeApi) => fake.calls.map((call) => call.replace('POST /v1/auth/', ''));

  it('a login waits for the renewal that another tab is making, whose cookie would replace its own', async () => {
    const { fake } = world();
    Object.assign(navigator, { locks: new FakeLocks() });
    const letGo = gate(fake, '/auth/refresh');
    const [renewing, entering] = [await tab(), await tab()];
    const renewed = renewing.refreshToken();
    const entered = entering.logIn('ada@example.org', 'correct horse battery');
    await vi.waitFor(() => expect(asked(fake)).toEqual(['refresh']));
    letGo();
    await Promise.all([renewed, entered]);
    expect(asked(fake)).toEqual(['refresh', 'login']);
  });

  it('a logout is the last word, also when a renewal was under way', async () => {
    const { fake } = world(); // no locks: the two overtake each other
    const letGo = gate(fake, '/auth/refresh');
    const { refreshToken, logOut, getSession } = await tab();
    const renewed = refreshToken();
    await vi.waitFor(() => expect(asked(fake)).toEqual(['refresh']));
    await logOut();
    fake.loggedIn = true; // the server had answered before
    letGo();
    await expect(renewed).rejects.toThrow();
    expect(getSession()).toEqual({ state: 'out', userId: null });
    expect(localStorage.getItem('daybook:user')).toBeNull();
  });
});

describe('a page that the browser had put aside', () => {
  const show = (persisted: boolean) => {
    window.dispatchEvent(Object.assign(new Event('pageshow'), { persisted }));
  };

  it('knows who has logged in meanwhile', async () => {
    const { fake } = world();
    localStorage.removeItem('daybook:user');
    const { getSession } = await tab();
    show(true);
    expect(getSession().state).toBe('out');
    localStorage.setItem('daybook:user', fake.userId);
    show(false);
    expect(getSession().state).toBe('out');
    show(true);
    await vi.waitFor(() => expect(getSession()).toEqual({ state: 'in', userId: fake.userId }));
  });

  it('shows nothing more of who has logged out meanwhile', async () => {
    world();
    const { refreshToken, getSession } = await tab();
    await refreshToken();
    localStorage.removeItem('daybook:user');
    show(true);
    expect(getSession().state).toBe('out');
  });
});

describe('a renewal that fails', () => {
  const problem = (status: number, code: string) =>
    Response.json({ type: `urn:daybook:problem:${code}`, status, detail: '' }, { status });

  it.each<[string, () => Response, string]>([
    ['because the session was ended', () => problem(401, 'session-ended'), 'out'],
    ['because of too many calls', () => problem(429, 'throttled'), 'restoring'],
    ['at the server', () => problem(503, 'unavailable'), 'restoring'],
    ['at a hotel’s page', () => new Response('<h1>Welcome</h1>', { status: 403 }), 'restoring'],
  ])('%s', async (_, answer, state) => {
    const { fake } = world();
    fake.interfere = answer;
    const { refreshToken, getSession } = await tab();
    await expect(refreshToken()).rejects.toThrow();
    expect(getSession().state).toBe(state);
  });

  it('once is tried again, and the session goes on', async () => {
    const { fake, rotation } = world();
    fake.interfere = () => {
      throw new TypeError('the answer was lost');
    };
    const { refreshToken, getSession } = await tab();
    await expect(refreshToken()).rejects.toThrow();
    fake.interfere = rotation.answer;
    await refreshToken();
    expect(getSession().state).toBe('in');
  });
});
