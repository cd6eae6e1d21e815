import { Suspense, useEffect, useRef, type ReactNode } from 'react';
import { Link, useLocation } from 'wouter';
import {
  BellIcon,
  HabitsIcon,
  InsightsIcon,
  NotesIcon,
  PersonIcon,
  RewardsIcon,
  TasksIcon,
  TodayIcon,
} from '@/components/icons';
import { OutboxStatus } from '@/components/OutboxStatus';
import { UpdateNotice } from '@/components/UpdateNotice';
import type { Profile } from '@/lib/api/types';
import { useProfile } from '@/lib/habits';
import { t } from '@/lib/i18n';
import { lazy } from '@/lib/lazy';
import styles from './Shell.module.css';

const Photo = lazy(() => import('@/components/files/Photo'));
const UnreadBadge = lazy(() => import('@/features/notifications/UnreadBadge'));

const PLACES = [
  { href: '/today', label: 'nav.today', Icon: TodayIcon },
  { href: '/habits', label: 'nav.habits', Icon: HabitsIcon },
  { href: '/tasks', label: 'nav.tasks', Icon: TasksIcon },
  { href: '/notes', label: 'nav.notes', Icon: NotesIcon },
  { href: '/insights', label: 'nav.insights', Icon: InsightsIcon },
  { href: '/rewards', label: 'nav.rewards', Icon: RewardsIcon },
] as const;

function isWithin(path: string, href: string): boolean {
  return path === href || path.startsWith(`${href}/`);
}

function Inbox({ path }: { path: string }) {
  return (
    <Link href="/inbox" className={styles.corner} aria-current={path === '/inbox' ? 'page' : undefined}>
      <BellIcon />
      <span className="visually-hidden">{t('nav.inbox')}</span>
      <Suspense>
        <UnreadBadge className={styles.badge} />
      </Suspense>
    </Link>
  );
}

/** The person's picture, or how their name begins: also while the picture is on its way, or cannot come. */
function Avatar({ profile }: { profile: Profile | undefined }) {
  const initial = Array.from(profile?.name ?? '')[0]?.toUpperCase() ?? <PersonIcon size={18} />;
  if (!profile?.photo) return initial;
  return (
    <Suspense fallback={initial}>
      <Photo key={profile.photo.id} address={profile.photo.small_url} instead={initial} />
    </Suspense>
  );
}

/** What stands in a corner: above the page on the phone, at the ends of the side bar on a desktop. */
function Corners({ path }: { path: string }) {
  const { data: profile } = useProfile();
  return (
    <header className={styles.top}>
      <span className={styles.brand} aria-hidden="true">
        <img src="/favicon.svg" alt="" width={28} height={28} />
        {t('app.name')}
      </span>
      <Inbox path={path} />
      <Link
        href="/settings"
        className={`${styles.corner} ${styles.settings}`}
        aria-current={isWithin(path, '/settings') ? 'page' : undefined}
      >
        <span className={styles.avatar} aria-hidden="true">
          <Avatar profile={profile} />
        </span>
        <span className={styles.word}>{t('nav.settings')}</span>
      </Link>
    </header>
  );
}

function Navigation({ path }: { path: string }) {
  return (
    <nav className={styles.nav} aria-label={t('nav.label')}>
      <ul>
        {PLACES.map(({ href, label, Icon }) => (
          <li key={href}>
            <Link
              href={href}
              className={styles.place}
              aria-current={isWithin(path, href) ? 'page' : undefined}
            >
              <Icon />
              {t(label)}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** The frame around every page of a signed-in person: bar below on the phone, at the side on a desktop. */
export function Shell({ children }: { children: ReactNode }) {
  const [path] = useLocation();
  const main = useRef<HTMLElement>(null);
  const shown = useRef(path);
  useEffect(() => {
    if (shown.current === path) return;
    shown.current = path;
    window.scrollTo(0, 0);
    main.current?.focus({ preventScroll: true }); // a screen reader goes on from the new page, not from the old link
  }, [path]);
  return (
    <div className={styles.shell}>
      <a className={styles.skip} href="#main">
        {t('app.skip')}
      </a>
      <Corners path={path} />
      <Navigation path={path} />
      <main id="main" ref={main} tabIndex={-1} className={styles.main}>
        <UpdateNotice />
        <OutboxStatus />
        {children}
      </main>
    </div>
  );
}
