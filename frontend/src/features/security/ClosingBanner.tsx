import { Button } from '@/components/Button';
import { FormAlert } from '@/components/Field';
import { t } from '@/lib/i18n';
import { useSecurity } from '@/lib/security';
import styles from './Security.module.css';
import { useKeepAccount } from './useKeepAccount';
import { dateOf } from './words';

/** It is asked for in passing, twice a day; the pages about the account ask anew. */
const HALF_A_DAY_MS = 43_200_000;

/** On every page of an account that is being closed: until when, and the way back. */
export default function ClosingBanner() {
  const { data } = useSecurity(HALF_A_DAY_MS);
  const { keep, keeping, alert } = useKeepAccount();
  if (!data?.closing) return null;
  return (
    <section className={styles.banner} aria-label={t('account.closing.title')}>
      <p>{t('account.closing', { date: dateOf(data.closing.erase_at) })}</p>
      <FormAlert text={alert} />
      <Button look="quiet" busy={keeping} onClick={() => void keep()}>
        {t('account.keep')}
      </Button>
    </section>
  );
}
