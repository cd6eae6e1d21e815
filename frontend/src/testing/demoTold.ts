import { addDays } from '@/lib/time/days';
import type { FakeApi } from './fakeApi';

/** What the demo's person has been told, has earned and was sent by mail. */
export function tellDemo(fake: FakeApi): void {
  const { notifications, rewards, links, store } = fake;
  const habit = store.list(false)[0];
  const id = habit?.id ?? '';
  notifications.tell(0.2, {
    kind: 'reminder',
    title: habit?.name ?? '',
    text: 'You asked to be reminded at 18:00.',
    ref: { of: 'habit', id },
  });
  notifications.tell(5, {
    kind: 'milestone',
    title: `7 days of ${habit?.name ?? ''}`,
    text: 'What a streak! You get 50 points for it.',
    ref: { habit_id: id },
  });
  notifications.tell(30, {
    kind: 'order',
    title: 'Yours: Streak freeze',
    text: 'Your order is there. Enjoy it!',
    ref: { order_id: 'order-1' },
    read: true,
  });
  notifications.tell(80, {
    kind: 'digest',
    title: 'Your week',
    text: 'How your habits went in the week from 16 November.',
    read: true,
  });
  rewards.saved = 470;
  rewards.freezes = 2;
  rewards.themes = ['theme-forest'];
  const at = new Date().toISOString();
  const own = { kind: 'own' as const, owned: false, version: 1, created_at: at, updated_at: at };
  rewards.own = [
    { ...own, id: 'film', name: 'Film night', description: 'With popcorn', icon: '🍿', price: 200 },
    { ...own, id: 'book', name: 'A new book', description: null, icon: '📖', price: 500 },
  ];
  const lines = [
    { item_id: 'streak-freeze', kind: 'freeze' as const, name: 'Streak freeze', price: 100, quantity: 2 },
  ];
  rewards.orders = [{ id: 'order-1', state: 'fulfilled', lines, total: 200, created_at: at, updated_at: at }];
  links.add('demo', { name: habit?.name ?? null });
  links.add('later', { name: habit?.name ?? null, purpose: 'snooze' });
  links.add('stop', { name: null, date: null, purpose: 'unsubscribe', topic: 'digest' });
  // A streak that yesterday broke.
  const yesterday = addDays(store.today, -1);
  for (let back = 2; back < 9; back += 1) store.mark(id, addDays(store.today, -back), { status: 'done' });
  store.mark(id, yesterday, { status: null });
}
