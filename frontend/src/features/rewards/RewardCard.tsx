import type { ReactNode } from 'react';
import { Button, IconButton } from '@/components/Button';
import { EditIcon } from '@/components/icons';
import type { Reward } from '@/lib/api/types';
import { t } from '@/lib/i18n';
import styles from './Rewards.module.css';
import { nameOf, pointsText, textOf } from './words';

/** How far the points are on their way to a price. */
function ToGo({ price, points }: { price: number; points: number }) {
  return (
    <div className={styles.togo}>
      <div className={styles.bar} aria-hidden="true">
        <svg viewBox="0 0 100 6" preserveAspectRatio="none">
          <rect width={Math.max(0, (100 * points) / price)} height="6" />
        </svg>
      </div>
      <p className={styles.soft}>{t('rewards.togo', { points: pointsText(price - points) })}</p>
    </div>
  );
}

type Props = {
  reward: Reward;
  /** What can be spent; undefined while it is not known. */
  points: number | undefined;
  onOrder: () => void;
  onEdit?: () => void;
  /** What to do with something that one has already. */
  owned?: ReactNode;
};

/** One thing of the catalogue: what it is, what it costs, and the way to get it or how far it still is. */
export function RewardCard({ reward, points, onOrder, onEdit, owned }: Props) {
  const name = nameOf(reward);
  const text = textOf(reward);
  const short = points !== undefined && points < reward.price;
  return (
    <li className={styles.card}>
      <span className={styles.icon} aria-hidden="true">
        {reward.icon ?? '🎁'}
      </span>
      <div className={styles.body}>
        <h3>{name}</h3>
        {text && <p className={styles.soft}>{text}</p>}
        <p className={styles.price}>{pointsText(reward.price)}</p>
        {!reward.owned && short && <ToGo price={reward.price} points={points} />}
      </div>
      {onEdit && (
        <IconButton label={t('rewards.own.edit', { name })} onClick={onEdit}>
          <EditIcon />
        </IconButton>
      )}
      <div className={styles.act}>
        {reward.owned
          ? owned
          : !short && (
              <Button
                look="quiet"
                disabled={points === undefined}
                aria-label={t('rewards.get.label', { name, points: pointsText(reward.price) })}
                onClick={onOrder}
              >
                {t('rewards.get')}
              </Button>
            )}
      </div>
    </li>
  );
}
