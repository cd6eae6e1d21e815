import { useAct } from '@/components/useAct';
import { t } from '@/lib/i18n';
import { keepAccount, useRenewSecurity } from '@/lib/security';
import { toast } from '@/lib/toast';

/** Takes the closing of an account back. */
export function useKeepAccount() {
  const renew = useRenewSecurity();
  const { acting, alert, act } = useAct();
  const keep = () =>
    act('keep', async () => {
      await keepAccount();
      await renew();
      toast({ text: t('account.kept') });
    });
  return { keep, keeping: acting !== null, alert };
}
