import { ImportOffer } from '@/components/ImportOffer';
import TemplateGallery from '@/components/TemplateGallery';
import { t } from '@/lib/i18n';
import styles from './TodayPage.module.css';

/** Today before there is a habit: the first ones are two taps away. */
export default function FirstHabits() {
  return (
    <>
      <section className={styles.first}>
        <h2>{t('today.empty.title')}</h2>
        <p>{t('today.empty.text')}</p>
      </section>
      <ImportOffer />
      <TemplateGallery />
    </>
  );
}
