import { useState } from 'react';
import { Button, IconButton } from '@/components/Button';
import { FormAlert } from '@/components/Field';
import { MinusIcon, PlusIcon } from '@/components/icons';
import { Sheet } from '@/components/Sheet';
import type { Reward } from '@/lib/api/types';
import { isWakingUp } from '@/lib/api/errors';
import { t } from '@/lib/i18n';
import { placeOrder, useRenewRewards } from '@/lib/rewards';
import { toast } from '@/lib/toast';
import { newUlid } from '@/lib/ulid';
import styles from './Rewards.module.css';
import { explain, nameOf, pointsText } from './words';

const MOST = 10;

type QuantityProps = { value: number; most: number; onChange: (value: number) => void };

function Quantity({ value, most, onChange }: QuantityProps) {
  return (
    <div className={styles.quantity} role="group" aria-label={t('rewards.quantity')}>
      <IconButton label={t('rewards.fewer')} disabled={value <= 1} onClick={() => onChange(value - 1)}>
        <MinusIcon />
      </IconButton>
      <output aria-live="polite">{value}</output>
      <IconButton label={t('rewards.more')} disabled={value >= most} onClick={() => onChange(value + 1)}>
        <PlusIcon />
      </IconButton>
    </div>
  );
}

/** Orders once, whatever the network and the database do: the order's id is made when the sheet opens. */
function useOrder(reward: Reward, onClose: () => void) {
  const renew = useRenewRewards();
  const [id] = useState(() => newUlid());
  const [busy, setBusy] = useState(false);
  const [waking, setWaking] = useState(false);
  const [alert, setAlert] = useState<string | null>(null);
  const order = async (quantity: number) => {
    setBusy(true);
    setAlert(null);
    try {
      const wish = { id, item_id: reward.id, quantity, price: reward.price };
      await placeOrder(wish, (reason) => setWaking(isWakingUp(reason)));
      toast({ text: t('rewards.ordered', { what: nameOf(reward) }) });
      onClose();
    } catch (error) {
      setAlert(explain(error));
    } finally {
      setBusy(false);
      setWaking(false);
      void renew();
    }
  };
  return { order, busy, waking, alert };
}

type Props = { reward: Reward; points: number; onClose: () => void };

/** Asks before points are spent: what it costs, and what is left. */
export default function OrderSheet({ reward, points, onClose }: Props) {
  const [chosen, setQuantity] = useState(1);
  const { order, busy, waking, alert } = useOrder(reward, onClose);
  const most = Math.min(MOST, Math.floor(points / reward.price));
  // The price may have risen since.
  const quantity = Math.min(chosen, Math.max(1, most));
  const total = reward.price * quantity;
  return (
    <Sheet title={nameOf(reward)} open onClose={onClose}>
      {reward.kind !== 'theme' && most > 1 && (
        <Quantity value={quantity} most={most} onChange={busy ? () => undefined : setQuantity} />
      )}
      <dl className={styles.sum}>
        <div>
          <dt>{t('rewards.sum.price')}</dt>
          <dd>{pointsText(total)}</dd>
        </div>
        <div>
          <dt>{t('rewards.sum.left')}</dt>
          <dd>{pointsText(points - total)}</dd>
        </div>
      </dl>
      <p role="status" className={styles.soft}>
        {waking && t('rewards.waking.order')}
      </p>
      <FormAlert text={alert} />
      <Button wide busy={busy} onClick={() => void order(quantity)}>
        {t('rewards.order')}
      </Button>
    </Sheet>
  );
}
