import { t } from '@/lib/i18n';
import { ButtonLink } from './Button';
import styles from './ImportOffer.module.css';

/** For whoever comes from another tracker: nothing of what they recorded has to be left behind. */
export function ImportOffer() {
  return (
    <div className={styles.offer}>
      <p>{t('onboarding.import.text')}</p>
      <ButtonLink href="/import" look="quiet">
        {t('onboarding.import')}
      </ButtonLink>
    </div>
  );
}
