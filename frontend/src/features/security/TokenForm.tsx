import { useState } from 'react';
import { Button } from '@/components/Button';
import { Card } from '@/components/Card';
import { Check } from '@/components/Check';
import { Field, FormAlert, formClass } from '@/components/Field';
import { useFirstField } from '@/components/useFirstField';
import { useForm } from '@/components/useForm';
import type { MadeAccessToken, Scope } from '@/lib/api/types';
import { ApiError } from '@/lib/api/errors';
import { t } from '@/lib/i18n';
import { makeAccessToken } from '@/lib/security';
import styles from './Security.module.css';
import { EXPIRIES, SCOPES } from './tokenWords';

type Props = { onMade: (token: MadeAccessToken) => void; onClose: () => void };

const explain = (error: unknown): string | null =>
  error instanceof ApiError && error.code === 'too-many-tokens' ? t('tokens.too_many') : null;

type ScopesProps = { chosen: Scope[]; error: string | undefined; onChange: (scopes: Scope[]) => void };

function Scopes({ chosen, error, onChange }: ScopesProps) {
  return (
    <fieldset aria-describedby={error && 'scopes-error'}>
      <legend className={styles.legend}>{t('tokens.scopes')}</legend>
      <div className={styles.scopes}>
        {SCOPES.map(([scope, label]) => (
          <Check
            key={scope}
            checked={chosen.includes(scope)}
            onChange={(checked) =>
              onChange(checked ? [...chosen, scope] : chosen.filter((known) => known !== scope))
            }
          >
            {t(label)}
          </Check>
        ))}
      </div>
      {error && (
        <p id="scopes-error" className={styles.error}>
          {error}
        </p>
      )}
    </fieldset>
  );
}

/** A new token: what it is for, what it may do, and how long. */
export function TokenForm({ onMade, onClose }: Props) {
  const form = useFirstField();
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<Scope[]>(['habits:read']);
  const [expiry, setExpiry] = useState(1);
  const send = async () => {
    const days = EXPIRIES[expiry]?.[0] ?? null;
    onMade(await makeAccessToken({ name: name.trim(), scopes, expires_in_days: days }));
  };
  const check = () => ({
    ...(name.trim() ? {} : { '/name': t('form.required') }),
    ...(scopes.length > 0 ? {} : { '/scopes': t('tokens.scopes.none') }),
  });
  const { errors, alert, busy, onSubmit } = useForm(send, check, explain);
  return (
    <Card title={t('tokens.new')}>
      <form ref={form} className={formClass} onSubmit={onSubmit} noValidate>
        <FormAlert text={alert} />
        <Field label={t('tokens.name')} hint={t('tokens.name.hint')} error={errors['/name']}>
          {(control) => (
            <input
              {...control}
              autoComplete="off"
              required
              maxLength={60}
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
        <Scopes chosen={scopes} error={errors['/scopes']} onChange={setScopes} />
        <Field label={t('tokens.expiry')} error={errors['/expires_in_days']}>
          {(control) => (
            <select {...control} value={expiry} onChange={(event) => setExpiry(Number(event.target.value))}>
              {EXPIRIES.map(([days, label], index) => (
                <option key={days ?? 0} value={index}>
                  {t(label)}
                </option>
              ))}
            </select>
          )}
        </Field>
        <div className={styles.actions}>
          <Button type="submit" busy={busy}>
            {t('tokens.make')}
          </Button>
          <Button look="quiet" onClick={onClose}>
            {t('form.cancel')}
          </Button>
        </div>
      </form>
    </Card>
  );
}
