import { lazy, Suspense, useState } from 'react';
import { Button } from '@/components/Button';
import { FormAlert } from '@/components/Field';
import { Loaded } from '@/components/Loaded';
import { Page } from '@/components/Page';
import { EmptyState } from '@/components/States';
import { useAct } from '@/components/useAct';
import type { AccessToken, MadeAccessToken } from '@/lib/api/types';
import { locale, t } from '@/lib/i18n';
import { deleteAccessToken, useAccessTokens, useRenewSecurity } from '@/lib/security';
import { toast } from '@/lib/toast';
import { NewToken } from './NewToken';
import styles from './Security.module.css';
import { TokenForm } from './TokenForm';
import { SCOPES } from './tokenWords';
import { dateOf, momentOf } from './words';

const ConfirmDialog = lazy(() => import('@/components/ConfirmDialog'));

function endOf({ expires_at }: AccessToken, now: number): string {
  if (expires_at === null) return t('tokens.never');
  const past = Date.parse(expires_at) <= now;
  return t(past ? 'tokens.expired' : 'tokens.until', { date: dateOf(expires_at) });
}

const maySay = ({ scopes }: AccessToken): string =>
  new Intl.ListFormat(locale()).format(
    SCOPES.filter(([scope]) => scopes.includes(scope)).map(([, label]) => t(label)),
  );

function TokenItem({ token, now, onDelete }: { token: AccessToken; now: number; onDelete: () => void }) {
  const { name, last_used_at: used } = token;
  return (
    <li className={styles.card}>
      <div className={styles.row}>
        <h2 className={styles.name}>{name}</h2>
        <Button look="quiet" aria-label={t('tokens.delete.label', { name })} onClick={onDelete}>
          {t('tokens.delete')}
        </Button>
      </div>
      <p>{t('tokens.may', { what: maySay(token) })}</p>
      <p className={styles.small}>
        {[endOf(token, now), used ? t('tokens.used', { moment: momentOf(used) }) : t('tokens.unused')].join(
          ' · ',
        )}
      </p>
    </li>
  );
}

function Tokens({ tokens }: { tokens: AccessToken[] }) {
  const renew = useRenewSecurity();
  const [asked, setAsked] = useState<AccessToken | null>(null);
  const [now] = useState(Date.now);
  const { acting, alert, act } = useAct();
  const remove = async ({ id }: AccessToken) => {
    await act(id, async () => {
      await deleteAccessToken(id);
      await renew();
      toast({ text: t('tokens.deleted') });
    });
    setAsked(null);
  };
  return (
    <>
      <FormAlert text={alert} />
      <ul className={styles.cards}>
        {tokens.map((token) => (
          <TokenItem key={token.id} token={token} now={now} onDelete={() => setAsked(token)} />
        ))}
      </ul>
      {asked && (
        <Suspense>
          <ConfirmDialog
            title={t('tokens.delete.title', { name: asked.name })}
            text={t('tokens.delete.text')}
            action={t('tokens.delete')}
            busy={acting !== null}
            onConfirm={() => void remove(asked)}
            onClose={() => setAsked(null)}
          />
        </Suspense>
      )}
    </>
  );
}

/** Keys for the person's own programs: what each may do, until when, and how to take it back. */
export default function TokensPage() {
  const query = useAccessTokens();
  const renew = useRenewSecurity();
  const [making, setMaking] = useState(false);
  const [made, setMade] = useState<MadeAccessToken | null>(null);
  const add = <Button onClick={() => setMaking(true)}>{t('tokens.new')}</Button>;
  const idle = !making && made === null;
  return (
    <Page title={t('tokens.title')} back="/settings">
      <p className={styles.soft}>{t('tokens.text')}</p>
      {making && (
        <TokenForm
          onMade={(token) => {
            setMade(token);
            setMaking(false);
            void renew();
          }}
          onClose={() => setMaking(false)}
        />
      )}
      {made && <NewToken made={made} onClose={() => setMade(null)} />}
      <Loaded query={query} rows={2}>
        {(tokens) =>
          tokens.length === 0 && idle ? (
            <EmptyState title={t('tokens.empty.title')} text={t('tokens.empty.text')} action={add} />
          ) : (
            <>
              {idle && add}
              <Tokens tokens={tokens} />
            </>
          )
        }
      </Loaded>
    </Page>
  );
}
