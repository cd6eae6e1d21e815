import { ButtonLink } from '@/components/Button';
import { t, type MessageKey } from '@/lib/i18n';

type Links = readonly (readonly [string, MessageKey])[];

/** The ways to the person's data: what comes in, what goes out, when it rests, what waits. */
export const DATA: Links = [
  ['/vacations', 'settings.vacations'],
  ['/import', 'settings.import'],
  ['/export', 'settings.export'],
  ['/outbox', 'settings.outbox'],
];

/** The ways to what the app tells. */
export const NOTIFICATIONS: Links = [
  ['/settings/notifications', 'settings.notifications'],
  ['/inbox', 'nav.inbox'],
];

/** The ways to what keeps the account safe, and out of it. */
export const SECURITY: Links = [
  ['/settings/security', 'security.title'],
  ['/settings/sessions', 'sessions.title'],
  ['/settings/tokens', 'tokens.title'],
  ['/settings/account', 'account.title'],
];

export function PageLinks({ to }: { to: Links }) {
  return to.map(([href, label]) => (
    <ButtonLink key={href} href={href} look="quiet" wide>
      {t(label)}
    </ButtonLink>
  ));
}
