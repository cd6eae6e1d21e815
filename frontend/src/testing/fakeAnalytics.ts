import type { Leaderboard, WeeksSummary } from '@/lib/api/types';
import { addDays, startOfWeek, type Day } from '@/lib/time/days';
import { notFound, problem, type Context, type Reply } from './reply';

const WEEKS = 12;
const OTHERS = [
  ['Bob', 120],
  ['Cem', 30],
] as const;

/** Twelve weeks that are made up, and a leaderboard with two others. */
export class FakeAnalytics {
  summary: WeeksSummary;
  /** Under which the person takes part; null: they do not. */
  name: string | null = null;
  points = 50;

  constructor(today: Day) {
    this.summary = FakeAnalytics.of(today);
  }

  answer({ request, parts, body }: Context): Reply {
    if (parts[1] === 'summary') return { body: this.summary };
    if (parts[1] !== 'leaderboard') return notFound();
    if (parts[2] !== 'me') return { body: this.board() };
    if (request.method === 'DELETE') this.name = null;
    else if (typeof body.display_name !== 'string' || !/[\p{L}\p{N}]/u.test(body.display_name))
      return problem(422, 'invalid', 'Some fields are not valid.', [
        { pointer: '/display_name', detail: 'must have a character that can be seen' },
      ]);
    else this.name = body.display_name;
    return { status: 204 };
  }

  private board(): Leaderboard {
    const start = startOfWeek(this.summary.as_of, 1);
    const week = { week: '2099-W19', start, end: addDays(start, 6) };
    if (this.name === null) return { ...week, items: [], me: null };
    const all = [...OTHERS, [this.name, this.points] as const].sort(([, one], [, other]) => other - one);
    const items = all.map(([display_name, points], index) => ({
      ...{ place: index + 1, display_name, points },
      you: display_name === this.name,
    }));
    const place = items.find(({ you }) => you)?.place ?? null;
    return { ...week, items, me: { display_name: this.name, points: this.points, place } };
  }

  private static of(today: Day): WeeksSummary {
    const monday = startOfWeek(today, 1);
    const weeks = Array.from({ length: WEEKS }, (_, index) => {
      const start = addDays(monday, 7 * (index - WEEKS + 1));
      const counts = { done: 15, due: 20, rate: 0.75, change: 0.05, points: 150, tasks_done: 4 };
      return { start, end: addDays(start, 6), ...counts };
    });
    const hours = Array.from({ length: 24 }, (_, hour) => (hour === 7 ? 30 : 1));
    return {
      as_of: today,
      weeks,
      trend: { recent: 0.83, before: 0.78, change: 0.05 },
      weekdays: [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, done: 8, due: 11 })),
      best_weekday: 2,
      hardest_weekday: 7,
      time_of_day: {
        ...{ hours, marks: 53, needed: 20 },
        best: { from_hour: 6, to_hour: 9, share: 0.6 },
      },
      streaks: [],
    };
  }
}
