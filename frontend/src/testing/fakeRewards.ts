import type { Order, OrderState, Reward } from '@/lib/api/types';
import { addDays } from '@/lib/time/days';
import type { FakeStore } from './fakeStore';
import { notFound, problem, type Context, type Reply } from './reply';

const GLOBAL: [string, Reward['kind'], string, string, string, number][] = [
  ['streak-freeze', 'freeze', 'Streak freeze', 'Holds a streak over one missed day.', '❄️', 100],
  ['theme-forest', 'theme', 'Forest', 'A theme in greens.', '🌲', 300],
  ['theme-ocean', 'theme', 'Ocean', 'A theme in blues.', '🌊', 300],
  ['theme-sunset', 'theme', 'Sunset', 'A theme in warm colours.', '🌇', 300],
];

/** Points, the catalogue and orders. What is on its way is a step further each time that it is asked for. */
export class FakeRewards {
  /** Points of earlier days. */
  saved = 0;
  freezes = 0;
  themes: string[] = [];
  own: Reward[] = [];
  /** Newest first. */
  orders: Order[] = [];
  /** Of everybody's things, those that an operator has changed. */
  prices: Record<string, number> = {};
  /** How often the database still says that it is asleep. */
  asleep = 0;

  constructor(private readonly store: FakeStore) {}

  private get earned(): number {
    const since = addDays(this.store.today, -2);
    const days = [...this.store.checkins.values()].flatMap((marks) => [...marks.values()]);
    return this.saved + 10 * days.filter(({ date, status }) => status === 'done' && date >= since).length;
  }

  private get spent(): number {
    const counts = (state: OrderState) => state !== 'cancelled' && state !== 'refunded';
    return this.orders.filter(({ state }) => counts(state)).reduce((sum, { total }) => sum + total, 0);
  }

  get points(): number {
    return this.earned - this.spent;
  }

  private get catalogue(): Reward[] {
    const shared = GLOBAL.map(([id, kind, name, description, icon, price]) => ({
      ...{ id, kind, name, description, icon, version: 1, created_at: null, updated_at: null },
      price: this.prices[id] ?? price,
      owned: this.themes.includes(id),
    }));
    return [...shared, ...this.own];
  }

  answer(context: Context): Reply {
    const { parts } = context;
    if (parts[0] === 'orders') return this.ofOrders(context);
    const reads: Record<string, () => Reply> = {
      points: () => ({
        body: { points: this.points, earned: this.earned, freezes: this.freezes, themes: this.themes },
      }),
      freezes: () => ({ body: { left: this.freezes } }),
      balance: () => this.awake(() => ({ body: { points: this.points, pending: 0 } })),
      catalog: () => this.awake(() => ({ body: { items: this.catalogue } })),
      items: () => this.items(context),
    };
    return (reads[parts[1] ?? ''] ?? notFound)();
  }

  /** /habits/{id}/freezes/{date} */
  freeze({ request, parts }: Context): Reply {
    const [, id = '', , date = ''] = parts;
    const habit = this.store.habits.get(id);
    if (!habit) return notFound();
    const days = habit.frozen_days ?? [];
    const puts = request.method === 'PUT';
    if (puts && this.store.met(habit, date)) return problem(409, 'day-is-marked', 'This day is marked.');
    if (puts !== days.includes(date)) {
      if (puts && this.freezes === 0)
        return problem(409, 'no-freeze-left', 'You have no streak freeze left.');
      this.freezes += puts ? -1 : 1;
      const frozen_days = puts ? [...days, date].sort() : days.filter((day) => day !== date);
      this.store.change(id, { frozen_days });
    }
    const now = this.store.habits.get(id) ?? habit;
    const summary = this.store.summary(now, this.store.today);
    return { body: { date, frozen: puts, left: this.freezes, summary } };
  }

  private awake(work: () => Reply): Reply {
    if (this.asleep === 0) return work();
    this.asleep -= 1;
    const reply = problem(503, 'unavailable', 'The database is waking up.');
    return { ...reply, headers: { ...reply.headers, 'Retry-After': '1' } };
  }

  private items({ request, body, parts }: Context): Reply {
    const known = this.own.find(({ id }) => id === parts[2]);
    if (request.method === 'DELETE') {
      this.own = this.own.filter((other) => other !== known);
      return { status: 204 };
    }
    if (parts[2] !== undefined && !known) return notFound();
    const at = new Date().toISOString();
    const fresh = { kind: 'own', owned: false, description: null, icon: null, created_at: at, version: 0 };
    const made = { ...fresh, ...known, ...body, updated_at: at } as Reward;
    const saved = { ...made, version: made.version + 1 };
    this.own = known ? this.own.map((other) => (other === known ? saved : other)) : [...this.own, saved];
    return { status: known ? 200 : 201, body: saved };
  }

  private ofOrders({ request, body, parts }: Context): Reply {
    const [, id, act] = parts;
    if (request.method === 'POST' && id === undefined) return this.awake(() => this.order(body));
    if (id === undefined) {
      const items = this.orders;
      this.orders = this.orders.map((order) => (order.state === 'placed' ? this.fulfilled(order) : order));
      return { body: { items, next_cursor: null } };
    }
    const known = this.orders.find((order) => order.id === id);
    if (!known) return notFound();
    if (act === undefined) return { body: known };
    return { body: act === 'cancel' ? this.become(known, 'cancelled') : this.refund(known) };
  }

  private order(body: Record<string, unknown>): Reply {
    const wish = body as { id: string; item_id: string; quantity: number; price: number };
    const { id, item_id, quantity } = wish;
    const known = this.orders.find((order) => order.id === id);
    const item = this.catalogue.find((one) => one.id === item_id);
    if (known || !item) return known ? { status: 201, body: known } : notFound();
    if (wish.price !== item.price) return problem(409, 'price-changed', 'The price has changed.');
    const total = item.price * quantity;
    if (total > this.points) return problem(409, 'not-enough-points', 'Not enough.');
    const { kind, name, price } = item;
    const at = new Date().toISOString();
    const lines = [{ item_id, kind, name, price, quantity }];
    const made: Order = { id, state: 'placed', lines, total, created_at: at, updated_at: at };
    this.orders = [made, ...this.orders];
    return { status: 201, body: made };
  }

  private become(order: Order, state: OrderState): Order {
    const next = { ...order, state };
    this.orders = this.orders.map((known) => (known.id === order.id ? next : known));
    return next;
  }

  private fulfilled(order: Order): Order {
    for (const { kind, item_id, quantity } of order.lines) {
      if (kind === 'freeze') this.freezes += quantity;
      if (kind === 'theme') this.themes = [...this.themes, item_id];
    }
    return { ...order, state: 'fulfilled' };
  }

  private refund(order: Order): Order {
    for (const { kind, item_id, quantity } of order.lines) {
      if (kind === 'freeze') this.freezes -= quantity;
      if (kind === 'theme') this.themes = this.themes.filter((theme) => theme !== item_id);
    }
    return this.become(order, 'refunded');
  }
}
