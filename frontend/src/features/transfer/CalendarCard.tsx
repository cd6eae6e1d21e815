import { lazy, Suspense, useState } from 'react';
import { Button } from '@/components/Button';
import { Field, FormAlert } from '@/components/Field';
import { Loaded } from '@/components/Loaded';
import { t } from '@/lib/i18n';
import { toast } from '@/lib/toast';
import { useCalendarActions, useCalendarFeed } from '@/lib/transfer';
import { explain } from './explain';
import styles from './Transfer.module.css';

const ConfirmDialog = lazy(() => import('@/components/ConfirmDialog'));

const PROGRAMS = ['google', 'apple', 'outlook'] as const;

function Address({ url }: { url: string }) {
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(url);
      toast({ text: t('transfer.calendar.copied') });
    } catch {
      toast({ text: t('transfer.calendar.copy.failed'), tone: 'problem' });
    }
  };
  return (
    <>
      <Field label={t('transfer.calendar.address')} hint={t('transfer.calendar.secret')}>
        {(control) => (
          <input
            {...control}
            readOnly
            value={url}
            spellCheck={false}
            onFocus={(event) => event.target.select()}
          />
        )}
      </Field>
      <div className={styles.pair}>
        <Button onClick={() => void copy()}>{t('transfer.calendar.copy')}</Button>
        <a className={styles.webcal} href={url.replace(/^https?:/, 'webcal:')}>
          {t('transfer.calendar.open')}
        </a>
      </div>
    </>
  );
}

/** How to subscribe, program by program. */
function Programs() {
  return (
    <div>
      {PROGRAMS.map((program) => (
        <details key={program} className={styles.details}>
          <summary>{t(`transfer.calendar.${program}`)}</summary>
          <p className={styles.text}>{t(`transfer.calendar.${program}.text`)}</p>
        </details>
      ))}
    </div>
  );
}

type Ask = 'renew' | 'revoke';

/** Changing an address stops the old one at once, so it is asked first. */
function Change({ online }: { online: boolean }) {
  const { create, remove } = useCalendarActions();
  const [asked, setAsked] = useState<Ask | null>(null);
  const [alert, setAlert] = useState<string | null>(null);
  const run = async () => {
    setAlert(null);
    try {
      await (asked === 'renew' ? create : remove).mutateAsync();
      toast({ text: t(asked === 'renew' ? 'transfer.calendar.renewed' : 'transfer.calendar.revoked') });
    } catch (error) {
      setAlert(explain(error));
    }
    setAsked(null);
  };
  return (
    <>
      <FormAlert text={alert} />
      <div className={styles.pair}>
        {(['renew', 'revoke'] as const).map((ask) => (
          <Button key={ask} look="quiet" disabled={!online} onClick={() => setAsked(ask)}>
            {t(`transfer.calendar.${ask}`)}
          </Button>
        ))}
      </div>
      {asked && (
        <Suspense>
          <ConfirmDialog
            title={t(`transfer.calendar.${asked}.title`)}
            text={t(`transfer.calendar.${asked}.confirm`)}
            action={t(`transfer.calendar.${asked}`)}
            busy={create.isPending || remove.isPending}
            onConfirm={() => void run()}
            onClose={() => setAsked(null)}
          />
        </Suspense>
      )}
    </>
  );
}

function FirstAddress({ online }: { online: boolean }) {
  const { create } = useCalendarActions();
  const [alert, setAlert] = useState<string | null>(null);
  const make = () => {
    setAlert(null);
    create.mutateAsync().catch((error: unknown) => setAlert(explain(error)));
  };
  return (
    <>
      <FormAlert text={alert} />
      <Button look="quiet" wide disabled={!online} busy={create.isPending} onClick={make}>
        {t('transfer.calendar.make')}
      </Button>
    </>
  );
}

/** The secret address at which calendar programs find the schedule. */
export function CalendarCard({ online }: { online: boolean }) {
  return (
    <section className={styles.card} aria-labelledby="calendar">
      <h2 id="calendar">{t('transfer.calendar.title')}</h2>
      <p className={styles.text}>{t('transfer.calendar.text')}</p>
      <Loaded query={useCalendarFeed()}>
        {(url) =>
          url === null ? (
            <FirstAddress online={online} />
          ) : (
            <>
              <Address url={url} />
              <Programs />
              <Change online={online} />
            </>
          )
        }
      </Loaded>
    </section>
  );
}
