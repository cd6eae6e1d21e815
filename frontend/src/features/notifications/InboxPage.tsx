import { Link } from 'wouter';
import { Button, ButtonLink, IconButton, IconLink } from '@/components/Button';
import { CheckIcon, SettingsIcon } from '@/components/icons';
import { Loaded } from '@/components/Loaded';
import { Page } from '@/components/Page';
import { EmptyState } from '@/components/States';
import { describeError } from '@/lib/api/describe';
import type { Notification } from '@/lib/api/types';
import { t } from '@/lib/i18n';
import { useInbox, useMarkAllRead, useMarkRead } from '@/lib/notifications';
import { toast } from '@/lib/toast';
import { byDay, placeOf, timeOf } from './about';
import { KindIcon } from './KindIcon';
import styles from './Inbox.module.css';

const say = (error: unknown) => toast({ text: describeError(error), tone: 'problem' });

type ItemProps = { item: Notification; onRead: () => void };

function Item({ item, onRead }: ItemProps) {
  return (
    <li className={styles.item} data-read={item.read} data-kind={item.kind}>
      <span className={styles.icon}>
        <KindIcon kind={item.kind} />
      </span>
      <div className={styles.body}>
        <Link href={placeOf(item)} className={styles.title} onClick={() => !item.read && onRead()}>
          {!item.read && <span className="visually-hidden">{t('inbox.new')} </span>}
          {item.title}
        </Link>
        <p className={styles.text}>{item.text}</p>
        <p className={styles.time}>
          <time dateTime={item.at}>{timeOf(item.at)}</time>
        </p>
      </div>
      {!item.read && (
        <span className={styles.act}>
          <IconButton label={t('inbox.read', { title: item.title })} onClick={onRead}>
            <CheckIcon size={20} />
          </IconButton>
        </span>
      )}
    </li>
  );
}

function Inbox({ items }: { items: Notification[] }) {
  const { mutate: read } = useMarkRead();
  return byDay(items).map(({ day, items: ofDay }) => (
    <section key={day} className={styles.day} aria-label={day}>
      <h2>{day}</h2>
      <ul className={styles.list}>
        {ofDay.map((item) => (
          <Item key={item.id} item={item} onRead={() => read(item.id, { onError: say })} />
        ))}
      </ul>
    </section>
  ));
}

function ReadAll({ items }: { items: Notification[] }) {
  const { mutate } = useMarkAllRead();
  const newest = items[0];
  if (!newest || items.every(({ read }) => read)) return null;
  return (
    <Button look="quiet" onClick={() => mutate(newest.id, { onError: say })}>
      {t('inbox.read.all')}
    </Button>
  );
}

/** What the person was told, newest first; each leads to what it is about. */
export default function InboxPage() {
  const inbox = useInbox();
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = inbox;
  const items = inbox.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Page
      title={t('inbox.title')}
      action={
        <IconLink href="/settings/notifications" label={t('inbox.settings')}>
          <SettingsIcon />
        </IconLink>
      }
    >
      <Loaded query={inbox}>
        {() =>
          items.length === 0 ? (
            <EmptyState
              title={t('inbox.empty.title')}
              text={t('inbox.empty.text')}
              action={
                <ButtonLink href="/habits" look="quiet">
                  {t('inbox.empty.action')}
                </ButtonLink>
              }
            />
          ) : (
            <>
              <div>
                <ReadAll items={items} />
              </div>
              <Inbox items={items} />
            </>
          )
        }
      </Loaded>
      {hasNextPage && (
        <Button look="quiet" busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t('inbox.more')}
        </Button>
      )}
    </Page>
  );
}
