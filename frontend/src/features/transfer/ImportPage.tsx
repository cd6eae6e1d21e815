import { Page } from '@/components/Page';
import { t } from '@/lib/i18n';

/** Bringing habits from another app. */
export default function ImportPage() {
  return (
    <Page title={t('settings.import')} back="/settings">
      {null}
    </Page>
  );
}
