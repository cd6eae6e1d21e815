import { lazy, Suspense, useEffect, useState } from 'react';
import { Button, ButtonLink } from '@/components/Button';
import { PlusIcon } from '@/components/icons';
import { Loaded } from '@/components/Loaded';
import { Page } from '@/components/Page';
import type { Reward } from '@/lib/api/types';
import { t } from '@/lib/i18n';
import { paletteOf, setPalette, usePalette } from '@/lib/palette';
import { useCatalogue, usePoints } from '@/lib/rewards';
import { BalanceCard } from './Balance';
import { RewardCard } from './RewardCard';
import styles from './Rewards.module.css';
import { ThemeButton } from './ThemeButton';
import { nameOf } from './words';

const OrderSheet = lazy(() => import('./OrderSheet'));
const OwnSheet = lazy(() => import('./OwnSheet'));

type ListProps = { items: Reward[]; points: number | undefined; onOrder: (reward: Reward) => void };

function Shop({ items, points, onOrder }: ListProps) {
  return (
    <section className={styles.part} aria-labelledby="shop">
      <h2 id="shop">{t('rewards.shop')}</h2>
      <ul className={styles.cards}>
        {items.map((reward) => (
          <RewardCard
            key={reward.id}
            reward={reward}
            points={points}
            owned={<ThemeButton item={reward.id} name={nameOf(reward)} />}
            onOrder={() => onOrder(reward)}
          />
        ))}
      </ul>
    </section>
  );
}

type OwnProps = ListProps & { onEdit: (reward: Reward | 'new') => void };

function Own({ items, points, onOrder, onEdit }: OwnProps) {
  return (
    <section className={styles.part} aria-labelledby="own">
      <h2 id="own">{t('rewards.own')}</h2>
      {items.length === 0 && <p className={styles.soft}>{t('rewards.own.empty')}</p>}
      <ul className={styles.cards}>
        {items.map((reward) => (
          <RewardCard
            key={reward.id}
            reward={reward}
            points={points}
            onOrder={() => onOrder(reward)}
            onEdit={() => onEdit(reward)}
          />
        ))}
      </ul>
      <div>
        <Button look={items.length === 0 ? 'primary' : 'quiet'} onClick={() => onEdit('new')}>
          <PlusIcon size={20} />
          {t('rewards.own.add')}
        </Button>
      </div>
    </section>
  );
}

/** A theme that was given back, or is another person's, is not worn any more. */
function useOwnPalette(themes: string[] | undefined): void {
  const worn = usePalette();
  useEffect(() => {
    if (worn !== null && themes && !themes.some((theme) => paletteOf(theme) === worn)) setPalette(null);
  }, [worn, themes]);
}

/** Points, and what they are good for. */
export default function RewardsPage() {
  const { data: known } = usePoints();
  const points = known?.points;
  useOwnPalette(known?.themes);
  const catalogue = useCatalogue();
  const [asked, setWanted] = useState<Reward | null>(null);
  // As it is now: its price may change while one looks at it.
  const wanted = asked && (catalogue.data?.find(({ id }) => id === asked.id) ?? asked);
  const [editing, setEditing] = useState<Reward | 'new' | null>(null);
  return (
    <Page
      title={t('rewards.title')}
      action={
        <ButtonLink href="/rewards/orders" look="bare">
          {t('orders.title')}
        </ButtonLink>
      }
    >
      <BalanceCard />
      <Loaded query={catalogue} rows={3}>
        {(items) => (
          <>
            <Shop items={items.filter(({ kind }) => kind !== 'own')} points={points} onOrder={setWanted} />
            <Own
              items={items.filter(({ kind }) => kind === 'own')}
              points={points}
              onOrder={setWanted}
              onEdit={setEditing}
            />
          </>
        )}
      </Loaded>
      <Suspense>
        {wanted && points !== undefined && (
          <OrderSheet reward={wanted} points={points} onClose={() => setWanted(null)} />
        )}
        {editing && <OwnSheet reward={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />}
      </Suspense>
    </Page>
  );
}
