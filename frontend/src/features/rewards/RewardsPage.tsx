import { Page } from '@/components/Page';
import { t } from '@/lib/i18n';

/** Points, and what they buy. */
export default function RewardsPage() {
  return <Page title={t('rewards.title')}>{null}</Page>;
}
