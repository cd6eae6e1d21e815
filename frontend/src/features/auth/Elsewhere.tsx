import { buttonClass } from '@/components/Button';
import { t } from '@/lib/i18n';
import { departFor } from '@/lib/session/elsewhere';
import styles from './AuthPage.module.css';
import { useProviders } from './useProviders';

/** How they write themselves; an operator's own provider is called what the operator calls it. */
const WRITTEN: Readonly<Record<string, string>> = { apple: 'Apple', google: 'Google' };

/** Signing in with an account at another provider, where the server takes any. @param next where to go on afterwards. */
export function Elsewhere({ next }: { next: string }) {
  const providers = useProviders();
  if (providers.length === 0) return null;
  return (
    <div className={styles.elsewhere}>
      {providers.map((name) => (
        <a
          key={name}
          className={buttonClass('quiet', true)}
          href={`/v1/auth/hosted?provider=${encodeURIComponent(name)}`}
          onClick={() => departFor(next)}
        >
          {t('auth.elsewhere', { provider: WRITTEN[name] ?? name })}
        </a>
      ))}
    </div>
  );
}
