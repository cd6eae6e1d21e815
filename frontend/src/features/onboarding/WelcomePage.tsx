import { ImportOffer } from '@/components/ImportOffer';
import { Page } from '@/components/Page';
import TemplateGallery from '@/components/TemplateGallery';
import { t } from '@/lib/i18n';
import styles from './WelcomePage.module.css';

/** The first minute, and the shelf of ready-made habits later on. */
export default function WelcomePage() {
  return (
    <Page title={t('onboarding.title')} back="/today">
      <p className={styles.text}>{t('onboarding.text')}</p>
      <ImportOffer />
      <TemplateGallery />
    </Page>
  );
}
