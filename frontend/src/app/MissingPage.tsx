import { ButtonLink } from '@/components/Button';
import { Page } from '@/components/Page';
import { EmptyState } from '@/components/States';
import { t } from '@/lib/i18n';

export function MissingPage() {
  return (
    <Page title={t('missing.title')}>
      <EmptyState
        title="404"
        text={t('missing.text')}
        action={<ButtonLink href="/today">{t('missing.action')}</ButtonLink>}
      />
    </Page>
  );
}
