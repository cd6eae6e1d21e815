import { Page } from '@/components/Page';
import { t } from '@/lib/i18n';

/** All habits over a week, a month, a year. */
export default function InsightsPage() {
  return <Page title={t('nav.insights')}>{null}</Page>;
}
