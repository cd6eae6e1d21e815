import { lazy, Suspense, useState } from 'react';
import { Button } from '@/components/Button';
import { Page } from '@/components/Page';
import { EmptyState } from '@/components/States';
import { t, type MessageKey } from '@/lib/i18n';
import { useOnline } from '@/lib/online';
import { isHeldBack, useOutbox, type Edit } from '@/lib/outbox';
import { describeEdit, describeProblem } from './describe';
import styles from './OutboxPage.module.css';

const ConfirmDialog = lazy(() => import('@/components/ConfirmDialog'));

type ItemProps = { edit: Edit; onRetry: () => void; onDiscard: () => void };

function RefusedItem({ edit, onRetry, onDiscard }: ItemProps) {
  const { what, when } = describeEdit(edit);
  return (
    <li className={styles.item}>
      <p className={styles.what}>{what}</p>
      <p className={styles.when}>{when}</p>
      <p>{edit.problem && describeProblem(edit.problem)}</p>
      <div className={styles.actions}>
        <Button look="quiet" aria-label={t('outbox.retry.one', { what })} onClick={onRetry}>
          {t('outbox.retry')}
        </Button>
        <Button look="bare" aria-label={t('outbox.discard.one', { what })} onClick={onDiscard}>
          {t('outbox.discard')}
        </Button>
      </div>
    </li>
  );
}

function WaitingItem({ edit, isHeld }: { edit: Edit; isHeld: boolean }) {
  const { what, when } = describeEdit(edit);
  return (
    <li className={styles.item}>
      <p className={styles.what}>{what}</p>
      <p className={styles.when}>{when}</p>
      {isHeld && <p>{t('outbox.needs')}</p>}
    </li>
  );
}

const DISCARDED = {
  'habit.create': 'outbox.discard.habit',
  'task.create': 'outbox.discard.task',
  'note.create': 'outbox.discard.note',
} as const;

const discardText = ({ kind }: Edit): MessageKey =>
  kind in DISCARDED ? DISCARDED[kind as keyof typeof DISCARDED] : 'outbox.discard.text';

/** What is on its way to the server, and what the server did not take: nothing is lost without being seen. */
export default function OutboxPage() {
  const { waiting, refused, retry, discard, sendNow } = useOutbox();
  const online = useOnline();
  const [leaving, setLeaving] = useState<Edit | null>(null);
  return (
    <Page title={t('outbox.title')} back="/settings">
      {waiting.length + refused.length === 0 && (
        <EmptyState title={t('outbox.empty.title')} text={t('outbox.empty.text')} />
      )}
      {refused.length > 0 && (
        <section aria-labelledby="refused" className={styles.part}>
          <h2 id="refused">{t('outbox.could_not')}</h2>
          <p>{t('outbox.could_not.text')}</p>
          <ul className={styles.list}>
            {refused.map((edit) => (
              <RefusedItem
                key={edit.id}
                edit={edit}
                onRetry={() => void retry(edit)}
                onDiscard={() => setLeaving(edit)}
              />
            ))}
          </ul>
        </section>
      )}
      {waiting.length > 0 && (
        <section aria-labelledby="waiting" className={styles.part}>
          <h2 id="waiting">{t('outbox.waiting')}</h2>
          <p>{online ? t('outbox.waiting.text') : t('outbox.offline')}</p>
          <ul className={styles.list}>
            {waiting.map((edit) => (
              <WaitingItem key={edit.id} edit={edit} isHeld={isHeldBack(edit, refused)} />
            ))}
          </ul>
          {online && (
            <Button look="quiet" onClick={sendNow}>
              {t('outbox.send')}
            </Button>
          )}
        </section>
      )}
      {leaving && (
        <Suspense>
          <ConfirmDialog
            title={t('outbox.discard.title')}
            text={t(discardText(leaving))}
            action={t('outbox.discard')}
            onConfirm={() => {
              setLeaving(null);
              void discard(leaving);
            }}
            onClose={() => setLeaving(null)}
          />
        </Suspense>
      )}
    </Page>
  );
}
