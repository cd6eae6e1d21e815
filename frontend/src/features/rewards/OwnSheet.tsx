import { useState } from 'react';
import { Button } from '@/components/Button';
import { Field, FormAlert, formClass } from '@/components/Field';
import { FIRST_FIELD, Sheet } from '@/components/Sheet';
import { useForm } from '@/components/useForm';
import { ApiError } from '@/lib/api/errors';
import type { Reward } from '@/lib/api/types';
import { t } from '@/lib/i18n';
import { addReward, changeReward, deleteReward, useRenewRewards } from '@/lib/rewards';
import { toast } from '@/lib/toast';
import { newUlid } from '@/lib/ulid';
import styles from './Rewards.module.css';
import { explain } from './words';

const HIGHEST = 100_000;

function priceOf(typed: string): number | null {
  const price = Number(typed.trim());
  return /^\d+$/.test(typed.trim()) && price >= 1 && price <= HIGHEST ? price : null;
}

type Props = { reward: Reward | null; onClose: () => void };

function useOwn(reward: Reward | null) {
  const [name, setName] = useState(reward?.name ?? '');
  const [icon, setIcon] = useState(reward?.icon ?? '');
  const [description, setDescription] = useState(reward?.description ?? '');
  const [price, setPrice] = useState(reward ? String(reward.price) : '');
  const check = () => ({
    ...(name.trim() ? {} : { '/name': t('form.required') }),
    ...(priceOf(price) === null ? { '/price': t('rewards.own.price.wrong') } : {}),
  });
  const fields = () => ({
    name: name.trim(),
    icon: icon.trim() || null,
    description: description.trim() || null,
    price: priceOf(price) ?? 1,
  });
  return { name, setName, icon, setIcon, description, setDescription, price, setPrice, check, fields };
}

/** What the server says of a field stands beside it; all else above the form. */
function explainOwn(error: unknown): string | Record<string, string> {
  const fields = error instanceof ApiError ? error.fields : {};
  return '/icon' in fields ? { '/icon': t('rewards.own.icon.wrong') } : explain(error);
}

function Remove({ reward, onGone }: { reward: Reward; onGone: () => void }) {
  const [sure, setSure] = useState(false);
  const { alert, busy, onSubmit } = useForm(
    async () => {
      await deleteReward(reward.id);
      onGone();
    },
    undefined,
    explain,
  );
  if (!sure)
    return (
      <Button look="bare" wide onClick={() => setSure(true)}>
        {t('rewards.own.delete')}
      </Button>
    );
  return (
    <form className={styles.remove} onSubmit={onSubmit}>
      <p className={styles.soft}>{t('rewards.own.delete.text')}</p>
      <FormAlert text={alert} />
      <Button type="submit" look="danger" wide busy={busy}>
        {t('rewards.own.delete')}
      </Button>
    </form>
  );
}

/** A reward of one's own: what one looks forward to, and what it is worth. */
export default function OwnSheet({ reward, onClose }: Props) {
  const renew = useRenewRewards();
  const [id] = useState(() => newUlid());
  const own = useOwn(reward);
  const end = (text: string) => {
    toast({ text });
    onClose();
    void renew();
  };
  const send = async () => {
    const fields = own.fields();
    if (reward) await changeReward(reward, fields);
    else await addReward({ id, ...fields });
    end(t('rewards.own.saved', { name: fields.name }));
  };
  const { errors, alert, busy, onSubmit } = useForm(send, own.check, explainOwn);
  return (
    <Sheet title={t(reward ? 'rewards.own.change' : 'rewards.own.add')} open onClose={onClose}>
      <form className={formClass} onSubmit={onSubmit} noValidate>
        <FormAlert text={alert} />
        <Field label={t('rewards.own.name')} hint={t('rewards.own.name.hint')} error={errors['/name']}>
          {(control) => (
            <input
              {...control}
              {...FIRST_FIELD}
              autoComplete="off"
              required
              maxLength={80}
              value={own.name}
              onChange={(event) => own.setName(event.target.value)}
            />
          )}
        </Field>
        <div className={styles.two}>
          <Field label={t('rewards.own.price')} error={errors['/price']}>
            {(control) => (
              <input
                {...control}
                inputMode="numeric"
                autoComplete="off"
                required
                value={own.price}
                onChange={(event) => own.setPrice(event.target.value)}
              />
            )}
          </Field>
          <Field label={t('rewards.own.icon')} optional error={errors['/icon']}>
            {(control) => (
              <input
                {...control}
                autoComplete="off"
                maxLength={16}
                placeholder="🎁"
                value={own.icon}
                onChange={(event) => own.setIcon(event.target.value)}
              />
            )}
          </Field>
        </div>
        <Field label={t('rewards.own.text')} optional error={errors['/description']}>
          {(control) => (
            <textarea
              {...control}
              maxLength={500}
              value={own.description}
              onChange={(event) => own.setDescription(event.target.value)}
            />
          )}
        </Field>
        <Button type="submit" wide busy={busy}>
          {t('rewards.own.save')}
        </Button>
      </form>
      {reward && (
        <Remove reward={reward} onGone={() => end(t('rewards.own.deleted', { name: reward.name }))} />
      )}
    </Sheet>
  );
}
