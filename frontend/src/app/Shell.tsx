import { useEffect, useRef, type ReactNode } from 'react';
import { Link, useLocation } from 'wouter';
import { HabitsIcon, InsightsIcon, PersonIcon, TodayIcon } from '@/components/icons';
import { OutboxStatus } from '@/components/OutboxStatus';
import { UpdateNotice } from '@/components/UpdateNotice';
import { useProfile } from '@/lib/habits';
import { t } from '@/lib/i18n';
import styles from './Shell.module.css';

const PLACES = [
  { href: '/today', label: 'nav.today', Icon: TodayIcon },
  { href: '/habits', label: 'nav.habits', Icon: HabitsIcon },
  { href: '/insights', label: 'nav.insights', Icon: InsightsIcon },
] as const;

function isWithin(path: string, href: string): boolean {
  return path === href || path.startsWith(`${href}/`);
}

function Navigation() {
  const [path] = useLocation();
  const { data: profile } = useProfile();
  return (
    <nav className={styles.nav} aria-label={t('nav.label')}>
      <span className={styles.brand} aria-hidden="true">
        <img src="/favicon.svg" alt="" width={28} height={28} />
        {t('app.name')}
      </span>
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
        <li className={styles.last}>
          <Link
            href="/settings"
            className={styles.place}
            aria-current={isWithin(path, '/settings') ? 'page' : undefined}
          >
            <span className={styles.avatar} aria-hidden="true">
              {Array.from(profile?.name ?? '')[0]?.toUpperCase() ?? <PersonIcon size={18} />}
            </span>
            {t('nav.settings')}
          </Link>
        </li>
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
      <Navigation />
      <main id="main" ref={main} tabIndex={-1} className={styles.main}>
        <UpdateNotice />
        <OutboxStatus />
        {children}
      </main>
    </div>
  );
}
