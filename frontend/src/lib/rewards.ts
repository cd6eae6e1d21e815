import { useInfiniteQuery, useQuery, useQueryClient, type InfiniteData } from '@tanstack/react-query';
import { call } from '@/lib/api/call';
import { isTransient, retryDelay } from '@/lib/api/errors';
import type { Balance, Order, OrderPage, Points, Reward, RewardChange, RewardCreate } from '@/lib/api/types';

const KEY = ['rewards'] as const;
const ORDERS = [...KEY, 'orders'] as const;
const CATALOGUE = [...KEY, 'catalogue'] as const;
const ORDERS_A_PAGE = 20;
const SOON_MS = 2_000;
// A check-in's points are there within seconds; the page that shows them may stay open.
const POINTS_EVERY_MS = 15_000;

/** Points, freezes and themes, without waking the database. @param staleTime for who asks in passing. */
export const usePoints = (staleTime = 0) =>
  useQuery({
    queryKey: [...KEY, 'points'],
    queryFn: () => call<Points>('GET', '/rewards/points'),
    staleTime,
  });

export const useLivePoints = () =>
  useQuery({
    queryKey: [...KEY, 'points'],
    queryFn: () => call<Points>('GET', '/rewards/points'),
    staleTime: 0,
    refetchInterval: POINTS_EVERY_MS,
  });

/** What can be spent; asking books what was earned, and wakes the database. */
export const useBalance = () =>
  useQuery({
    queryKey: [...KEY, 'balance'],
    queryFn: () => call<Balance>('GET', '/rewards/balance'),
    staleTime: 0,
  });

export const useCatalogue = () =>
  useQuery({
    queryKey: CATALOGUE,
    queryFn: async () => (await call<{ items: Reward[] }>('GET', '/rewards/catalog')).items,
    staleTime: 0,
  });

/** What the first thing of a kind costs, as far as the catalogue has been looked at; nothing is asked for. */
export function useKnownPrice(kind: Reward['kind']): number | undefined {
  const known = useQueryClient().getQueryData<Reward[]>(CATALOGUE);
  return known?.find((reward) => reward.kind === kind)?.price;
}

/** On its way: the state is going to change by itself. */
export const isOnItsWay = ({ state }: Order): boolean => state === 'pending' || state === 'placed';

const anyOnItsWay = (data: InfiniteData<OrderPage> | undefined): boolean =>
  data?.pages.some(({ items }) => items.some(isOnItsWay)) ?? false;

/** Orders, newest first, page after page; asked for again while one is on its way. */
export const useOrders = () =>
  useInfiniteQuery({
    queryKey: ORDERS,
    queryFn: ({ pageParam }) =>
      call<OrderPage>(
        'GET',
        `/orders?limit=${ORDERS_A_PAGE}${pageParam ? `&cursor=${encodeURIComponent(pageParam)}` : ''}`,
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.next_cursor,
    staleTime: 0,
    refetchInterval: ({ state }) => anyOnItsWay(state.data) && SOON_MS,
  });

/** After a change everything about points and rewards is asked anew. */
export function useRenewRewards(): () => Promise<void> {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: KEY });
}

export const addReward = (reward: RewardCreate): Promise<Reward> => call('POST', '/rewards/items', reward);

export const changeReward = ({ id, version }: Reward, change: RewardChange): Promise<Reward> =>
  call('PATCH', `/rewards/items/${id}`, change, { 'If-Match': `"${version}"` });

export const deleteReward = (id: string): Promise<void> => call('DELETE', `/rewards/items/${id}`);

/** price: of one, as it was shown; at another one nothing is ordered. */
export type Wish = { id: string; item_id: string; quantity: number; price: number };

const TRIES = 10;

/**
 * Orders; the wish's own id makes one order of it, however often it is sent. While the database wakes up it is sent again.
 * @param onWait told why, each time that it has to be sent again.
 */
export async function placeOrder(wish: Wish, onWait: (reason: unknown) => void): Promise<Order> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await call<Order>('POST', '/orders', wish);
    } catch (error) {
      if (!isTransient(error) || attempt >= TRIES || !navigator.onLine) throw error;
      onWait(error);
      await new Promise((resolve) => setTimeout(resolve, retryDelay(attempt, error)));
    }
  }
}

export const cancelOrder = (id: string): Promise<Order> => call('POST', `/orders/${id}/cancel`);

export const refundOrder = (id: string): Promise<Order> => call('POST', `/orders/${id}/refund`);
