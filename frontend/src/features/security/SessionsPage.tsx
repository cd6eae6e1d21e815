import { useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { Button } from '@/components/Button';
import { FormAlert } from '@/components/Field';
import { Loaded } from '@/components/Loaded';
import { Page } from '@/components/Page';
import { useAct } from '@/components/useAct';
import type { OpenSession } from '@/lib/api/types';
import { t } from '@/lib/i18n';
import { leave } from '@/lib/query/leave';
import { endSession, endSessions, useRenewSecurity, useSessions } from '@/lib/security';
import { toast } from '@/lib/toast';
import styles from './Security.module.css';
import { deviceOf, momentOf } from './words';

const ConfirmDialog = lazy(() => import('@/components/ConfirmDialog'));

type ItemProps = { session: OpenSession; busy: boolean; onEnd: () => void };

function SessionItem({ session, busy, onEnd }: ItemProps) {
  const device = deviceOf(session.device);
  return (
    <li className={styles.card}>
      <div className={styles.row}>
        <div>
          <h2 className={styles.name}>{device}</h2>
          {session.current && <p className={styles.here}>{t('sessions.current')}</p>}
        </div>
        {!session.current && (
          <Button look="quiet" busy={busy} aria-label={t('sessions.end.label', { device })} onClick={onEnd}>
            {t('sessions.end')}
          </Button>
        )}
      </div>
      <p className={styles.small}>
        {[t('sessions.used', { moment: momentOf(session.last_used_at) }), session.address]
          .filter(Boolean)
          .join(' · ')}
      </p>
      <p className={styles.small}>{t('sessions.since', { moment: momentOf(session.created_at) })}</p>
    </li>
  );
}

type Asked = 'others' | 'all';

/** The two that end many at once; each is asked first. */
function EndMany({ others }: { others: number }) {
  const client = useQueryClient();
  const renew = useRenewSecurity();
  const [asked, setAsked] = useState<Asked | null>(null);
  const { acting, alert, act } = useAct();
  const run = async (what: Asked) => {
    await act(what, async () => {
      await endSessions(what === 'others');
      if (what === 'all') return leave(client);
      toast({ text: t('sessions.others.done') });
      return renew();
    });
    setAsked(null);
  };
  return (
    <>
      <FormAlert text={alert} />
      <div className={styles.stack}>
        {others > 0 && (
          <Button look="quiet" wide onClick={() => setAsked('others')}>
            {t('sessions.others')}
          </Button>
        )}
        <Button look="quiet" wide onClick={() => setAsked('all')}>
          {t('sessions.all')}
        </Button>
      </div>
      {asked && (
        <Suspense>
          <ConfirmDialog
            title={t(`sessions.${asked}`)}
            text={t(`sessions.${asked}.text`)}
            action={t(`sessions.${asked}.action`)}
            busy={acting !== null}
            onConfirm={() => void run(asked)}
            onClose={() => setAsked(null)}
          />
        </Suspense>
      )}
    </>
  );
}

const latestFirst = (sessions: OpenSession[]): OpenSession[] =>
  [...sessions].sort(
    (one, other) =>
      Number(other.current) - Number(one.current) || other.last_used_at.localeCompare(one.last_used_at),
  );

/** Where the person is logged in; whatever is not theirs can be ended. */
export default function SessionsPage() {
  const query = useSessions();
  const renew = useRenewSecurity();
  const { acting, alert, act } = useAct();
  const end = ({ id }: OpenSession) =>
    act(id, async () => {
      await endSession(id);
      await renew();
      toast({ text: t('sessions.end.done') });
    });
  return (
    <Page title={t('sessions.title')} back="/settings">
      <p className={styles.soft}>{t('sessions.text')}</p>
      <FormAlert text={alert} />
      <Loaded query={query} rows={2}>
        {(sessions) => (
          <>
            <ul className={styles.cards}>
              {latestFirst(sessions).map((session) => (
                <SessionItem
                  key={session.id}
                  session={session}
                  busy={acting === session.id}
                  onEnd={() => void end(session)}
                />
              ))}
            </ul>
            <EndMany others={sessions.filter(({ current }) => !current).length} />
          </>
        )}
      </Loaded>
    </Page>
  );
}
