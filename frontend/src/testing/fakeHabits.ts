import type { Checkin, Entries, Habit } from '@/lib/api/types';
import { totalOf } from '@/lib/habits/amounts';
import type { FakeStore } from './fakeStore';
import { notFound, problem, withoutStamp, type Context, type Reply } from './reply';

const noHabit = () => problem(404, 'not-found', 'There is no such habit.');

/** /habits and everything below one, but its statistics. */
export class FakeHabits {
  constructor(private readonly store: FakeStore) {}

  answer(context: Context): Reply {
    const { request, parts } = context;
    const [, id, part] = parts;
    if (id === undefined) return this.all(context);
    if (id === 'order') {
      this.store.order = context.body['ids'] as string[];
      return { status: 204 };
    }
    if (part === 'restore') return this.restore(id);
    const habit = this.store.habits.get(id);
    if (!habit) return request.method === 'DELETE' && this.store.bin.has(id) ? { status: 204 } : noHabit();
    if (part === 'checkins') return this.checkins(context, habit);
    if (part === 'stats') return { body: this.store.stats(habit) };
    return part === undefined ? this.one(context, habit) : notFound();
  }

  private all({ request, url, body }: Context): Reply {
    if (request.method === 'POST')
      return { status: 201, body: this.store.add(body as { id: string; name: string }) };
    return {
      body: { items: this.store.list(url.searchParams.get('archived') === 'true'), next_cursor: null },
    };
  }

  private one({ request, body }: Context, habit: Habit): Reply {
    const handlers: Record<string, () => Reply> = {
      GET: () => ({ body: habit }),
      PATCH: () => ({ body: this.store.change(habit.id, withoutStamp(body)) }),
      DELETE: () => {
        this.store.bin.set(habit.id, habit);
        this.store.habits.delete(habit.id);
        return { status: 204 };
      },
    };
    return handlers[request.method]?.() ?? problem(405, 'not-allowed', 'Not allowed.');
  }

  private restore(id: string): Reply {
    const habit = this.store.habits.get(id) ?? this.store.bin.get(id);
    return habit ? { body: this.store.add(habit) } : noHabit();
  }

  private checkins(context: Context, habit: Habit): Reply {
    const { request, url, body, parts } = context;
    const date = parts[3];
    if (date === undefined && request.method === 'PUT') {
      const days = body['days'] as (Partial<Checkin> & { date: string })[];
      const items = days.map((day) => this.store.mark(habit.id, day.date, day));
      return { body: { items, summary: this.store.summary(habit, this.store.today) } };
    }
    if (date === undefined) {
      const from = url.searchParams.get('from') ?? '';
      const to = url.searchParams.get('to') ?? '';
      return { body: { items: this.store.range(habit.id, from, to), next_cursor: null } };
    }
    if (parts[4] === 'entries') return this.entries(context, habit, date);
    const entry = request.method === 'DELETE' ? {} : (body as Partial<Checkin>);
    const known = this.store.checkins.get(habit.id)?.get(date);
    this.store.entries.delete(`${habit.id}/${date}`); // the whole overrules what was entered before it
    return this.marked(habit, date, {
      status: entry.status ?? null,
      value: entry.value ?? null,
      note: entry.note === undefined ? (known?.note ?? null) : entry.note,
    });
  }

  private marked(habit: Habit, date: string, entry: Partial<Checkin>): Reply {
    const checkin = this.store.mark(habit.id, date, entry);
    return { body: { checkin, summary: this.store.summary(this.store.habits.get(habit.id) ?? habit, date) } };
  }

  private entries({ request, body, parts }: Context, habit: Habit, date: string): Reply {
    const known = this.store.entriesOf(habit.id, date);
    const entryId = parts[5];
    if (entryId === undefined) return { body: known };
    const others = known.items.filter(({ id }) => id !== entryId);
    const item = { id: entryId, value: Number(body['value']), edited_at: new Date().toISOString() };
    const now: Entries = { ...known, items: request.method === 'DELETE' ? others : [...others, item] };
    this.store.entries.set(`${habit.id}/${date}`, now);
    const total = totalOf(now);
    const note = this.store.checkins.get(habit.id)?.get(date)?.note ?? null;
    return this.marked(habit, date, {
      status: total === null ? null : 'done',
      value: total,
      note,
      entries: true,
    });
  }
}
