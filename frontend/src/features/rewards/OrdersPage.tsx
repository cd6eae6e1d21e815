import { lazy, Suspense, useState } from 'react';
import { Button, ButtonLink } from '@/components/Button';
import { FormAlert } from '@/components/Field';
import { Loaded } from '@/components/Loaded';
import { Page } from '@/components/Page';
import { EmptyState } from '@/components/States';
import { useAct } from '@/components/useAct';
import type { Order } from '@/lib/api/types';
import { t } from '@/lib/i18n';
import { cancelOrder, isOnItsWay, refundOrder, useOrders, useRenewRewards } from '@/lib/rewards';
import { toast } from '@/lib/toast';
import styles from './Rewards.module.css';
import { contentOf, dateOf, explain, pointsText } from './words';

const ConfirmDialog = lazy(() => import('@/components/ConfirmDialog'));

/** What can be done about an order: taken back before, or given back after it was fulfilled. */
const wayBack = (order: Order): 'cancel' | 'refund' | null =>
  isOnItsWay(order) ? 'cancel' : order.state === 'fulfilled' ? 'refund' : null;

function Item({ order, onBack }: { order: Order; onBack: () => void }) {
  const way = wayBack(order);
  const what = contentOf(order);
  return (
    <li className={styles.order} data-state={order.state}>
      <div className={styles.body}>
        <h2>{what}</h2>
        <p className={styles.soft}>
          {dateOf(order.created_at)} · {pointsText(order.total)}
        </p>
        <p className={styles.state}>{t(`orders.state.${order.state}`)}</p>
      </div>
      {way && (
        <Button look="quiet" aria-label={t(`orders.${way}.label`, { what })} onClick={onBack}>
          {t(`orders.${way}`)}
        </Button>
      )}
    </li>
  );
}

function Orders({ orders }: { orders: Order[] }) {
  const renew = useRenewRewards();
  const { acting, alert, act } = useAct(explain);
  const [asked, setAsked] = useState<Order | null>(null);
  const way = asked && wayBack(asked);
  const takeBack = async (order: Order, back: 'cancel' | 'refund') => {
    await act(order.id, async () => {
      await (back === 'cancel' ? cancelOrder(order.id) : refundOrder(order.id));
      toast({ text: t('orders.back', { points: pointsText(order.total) }) });
    });
    setAsked(null);
    await renew();
  };
  return (
    <>
      <FormAlert text={alert} />
      <ul className={styles.cards}>
        {orders.map((order) => (
          <Item key={order.id} order={order} onBack={() => setAsked(order)} />
        ))}
      </ul>
      {asked && way && (
        <Suspense>
          <ConfirmDialog
            title={t(`orders.${way}.title`, { what: contentOf(asked) })}
            text={t(`orders.${way}.text`, { points: pointsText(asked.total) })}
            action={t(`orders.${way}`)}
            busy={acting !== null}
            onConfirm={() => void takeBack(asked, way)}
            onClose={() => setAsked(null)}
          />
        </Suspense>
      )}
    </>
  );
}

/** What the person has got for points, newest first. */
export default function OrdersPage() {
  const query = useOrders();
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  return (
    <Page title={t('orders.title')} back="/rewards">
      <Loaded query={query} rows={3}>
        {({ pages }) => {
          const orders = pages.flatMap((page) => page.items);
          if (orders.length > 0) return <Orders orders={orders} />;
          const action = <ButtonLink href="/rewards">{t('orders.empty.action')}</ButtonLink>;
          return <EmptyState title={t('orders.empty.title')} text={t('orders.empty.text')} action={action} />;
        }}
      </Loaded>
      {hasNextPage && (
        <Button look="quiet" busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t('orders.more')}
        </Button>
      )}
    </Page>
  );
}
