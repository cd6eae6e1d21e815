import { Page } from '@/components/Page';
import { t } from '@/lib/i18n';

/** Taking everything along. */
export default function ExportPage() {
  return (
    <Page title={t('settings.export')} back="/settings">
      {null}
    </Page>
  );
}
