import { addDays, type Day } from '@/lib/time/days';
import { FakeStore } from './fakeStore';

/** Repeatable noise in 0–1, so that two runs look the same. */
const noise = (seed: number): number => {
  const value = Math.sin(seed * 12.9898) * 43758.5453;
  return value - Math.floor(value);
};

const ID = (number: number): string => `01J0000000000000000000000${number}`;

/** A person with some months of habits: something of everything that the app can show. */
export function demoStore(today: Day): FakeStore {
  const store = new FakeStore(today);
  const start = addDays(today, -300);
  const habits = [
    { name: 'Read', question: 'Did you read some pages?', icon: '📚', colour: 'blue', likely: 0.85 },
    {
      name: 'Drink water',
      icon: '💧',
      colour: 'teal',
      kind: 'numeric',
      unit: 'glasses',
      target: 8,
      likely: 0.9,
    },
    {
      name: 'Morning run',
      icon: '🏃',
      colour: 'orange',
      schedule: { type: 'weekdays', days: [1, 3, 6] },
      likely: 0.7,
    },
    { name: 'Meditate ten minutes before the day begins', icon: '🧘', colour: 'purple', likely: 0.6 },
    {
      name: 'Coffee',
      icon: '☕',
      colour: 'amber',
      kind: 'numeric',
      unit: 'cups',
      target: 2,
      target_type: 'at_most',
      likely: 0.95,
    },
    {
      name: 'العربية',
      icon: null,
      colour: 'green',
      schedule: { type: 'times', times: 3, period: 'week' },
      likely: 0.5,
    },
  ] as const;
  habits.forEach(({ likely, ...habit }, index) => {
    const id = ID(index);
    store.add({ ...structuredClone(habit), id, start_date: start } as Parameters<FakeStore['add']>[0]);
    for (let back = 300 - index * 40; back >= (index === 3 ? 0 : 1); back -= 1) {
      const luck = noise(back * 7 + index * 131);
      if (luck > 0.97) store.mark(id, addDays(today, -back), { status: 'skip' });
      else if (luck < likely) {
        const target = 'target' in habit ? habit.target : null;
        const value = target && Math.round(target * (0.5 + noise(back + index) * 0.75));
        store.mark(id, addDays(today, -back), {
          status: 'done',
          value,
          note: back % 50 === 0 ? 'With Ada' : null,
        });
      }
    }
  });
  return store;
}
