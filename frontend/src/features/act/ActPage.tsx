import { useEffect, useState, useSyncExternalStore, type ReactNode } from 'react';
import { Button, ButtonLink } from '@/components/Button';
import { Choice } from '@/components/Choice';
import { FormAlert } from '@/components/Field';
import { CheckIcon } from '@/components/icons';
import { Skeleton } from '@/components/States';
import { hasStatus } from '@/lib/api/errors';
import type { LinkAction } from '@/lib/api/types';
import { t } from '@/lib/i18n';
import styles from './ActPage.module.css';
import { needsApp, useLink } from './useLink';
import { asks, explain, tells } from './words';

const WAITS = ['15', '60', '180'] as const;

function Frame({ title, children }: { title: string; children: ReactNode }) {
  useEffect(() => {
    document.title = `${title} · ${t('app.name')}`;
  }, [title]);
  return (
    <div className={styles.page}>
      <p className={styles.brand}>
        <img src="/favicon.svg" alt="" width={32} height={32} />
        {t('app.name')}
      </p>
      {children}
    </div>
  );
}

const OpenApp = ({ look }: { look?: 'quiet' }) => (
  <ButtonLink href="/today" wide {...(look ? { look } : {})}>
    {t('act.open')}
  </ButtonLink>
);

type AskProps = {
  action: LinkAction;
  busy: boolean;
  problem: unknown;
  onFollow: (minutes?: number) => void;
};

function Ask({ action, busy, problem, onFollow }: AskProps) {
  const [wait, setWait] = useState<(typeof WAITS)[number]>('60');
  const { title, text, button } = asks(action);
  const snoozes = action.purpose === 'snooze';
  return (
    <Frame title={title}>
      <h1>{title}</h1>
      <p className={styles.text}>{text}</p>
      {snoozes && (
        <Choice
          legend={t('act.snooze.when')}
          value={wait}
          options={WAITS.map((value) => ({ value, label: t(`act.snooze.${value}`) }))}
          onChange={setWait}
        />
      )}
      <FormAlert text={problem === null ? null : explain(problem)} />
      {needsApp(problem) ? (
        <OpenApp />
      ) : (
        <Button wide busy={busy} onClick={() => onFollow(snoozes ? Number(wait) : undefined)}>
          {button}
        </Button>
      )}
    </Frame>
  );
}

function Done({ action }: { action: LinkAction }) {
  const { title, text } = tells(action);
  return (
    <Frame title={title}>
      <span className={styles.tick}>
        <CheckIcon size={36} />
      </span>
      <div role="status">
        <h1>{title}</h1>
        <p className={styles.text}>{text}</p>
      </div>
      <OpenApp look="quiet" />
    </Frame>
  );
}

function Failed({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const title = t('act.problem.title');
  return (
    <Frame title={title}>
      <div role="alert">
        <h1>{title}</h1>
        <p className={styles.text}>{error === null ? t('act.problem.broken') : explain(error)}</p>
      </div>
      {onRetry && (
        <Button wide onClick={onRetry}>
          {t('error.retry')}
        </Button>
      )}
      <OpenApp look="quiet" />
    </Frame>
  );
}

function Link({ token }: { token: string }) {
  const { stage, follow, retry } = useLink(token);
  if (stage.at === 'reading')
    return (
      <Frame title={t('act.title')}>
        <Skeleton rows={2} />
      </Frame>
    );
  if (stage.at === 'failed') {
    const final = hasStatus(stage.error, 404, 422);
    return <Failed error={stage.error} {...(final ? {} : { onRetry: retry })} />;
  }
  const { action } = stage;
  if (stage.at === 'done' || action.state === 'done') return <Done action={action} />;
  return (
    <Ask
      action={action}
      busy={stage.busy}
      problem={stage.alert}
      onFollow={(minutes) => void follow(action, minutes)}
    />
  );
}

const onHash = (listener: () => void) => {
  addEventListener('hashchange', listener);
  return () => removeEventListener('hashchange', listener);
};

/** What a mail's link opens. It says what it would do, and a button does it: mail scanners open links, too. */
export default function ActPage() {
  const token = useSyncExternalStore(onHash, () => location.hash.slice(1));
  return token ? <Link key={token} token={token} /> : <Failed error={null} />;
}
