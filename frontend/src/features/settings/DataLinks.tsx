import { ButtonLink } from '@/components/Button';
import { t, type MessageKey } from '@/lib/i18n';

const LINKS: readonly (readonly [string, MessageKey])[] = [
  ['/vacations', 'settings.vacations'],
  ['/import', 'settings.import'],
  ['/export', 'settings.export'],
];

/** The ways to the person's data: what comes in, what goes out, when it rests. */
export function DataLinks() {
  return LINKS.map(([href, label]) => (
    <ButtonLink key={href} href={href} look="quiet" wide>
      {t(label)}
    </ButtonLink>
  ));
}
