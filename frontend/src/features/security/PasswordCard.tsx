import { useState } from 'react';
import { AccountName } from '@/components/AccountName';
import { Button } from '@/components/Button';
import { Card } from '@/components/Card';
import { FormAlert, formClass } from '@/components/Field';
import { checkNewPassword } from '@/components/newPassword';
import { PasswordField } from '@/components/PasswordField';
import { useFirstField } from '@/components/useFirstField';
import { useFocusBack } from '@/components/useFocusBack';
import { useForm } from '@/components/useForm';
import { t } from '@/lib/i18n';
import { changePassword, useRenewSecurity } from '@/lib/security';
import { toast } from '@/lib/toast';
import styles from './Security.module.css';
import { dateOf, explainPassword } from './words';

function PasswordChange({ email, onClose }: { email: string; onClose: () => void }) {
  const renew = useRenewSecurity();
  const form = useFirstField();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const send = async () => {
    await changePassword(current, next);
    toast({ text: t('security.password.changed') });
    onClose();
    await renew();
  };
  const check = () => ({
    ...(current ? {} : { '/current_password': t('form.required') }),
    ...checkNewPassword(next, '/new_password'),
  });
  const { errors, alert, busy, onSubmit } = useForm(send, check, explainPassword('/current_password'));
  return (
    <form ref={form} className={formClass} onSubmit={onSubmit} noValidate>
      <FormAlert text={alert} />
      <AccountName email={email} />
      <PasswordField
        label={t('security.password.current')}
        value={current}
        onChange={setCurrent}
        autoComplete="current-password"
        error={errors['/current_password']}
      />
      <PasswordField
        label={t('auth.password.new')}
        value={next}
        onChange={setNext}
        autoComplete="new-password"
        hint={t('auth.reset.hint')}
        error={errors['/new_password']}
      />
      <div className={styles.actions}>
        <Button type="submit" busy={busy}>
          {t('security.password.change')}
        </Button>
        <Button look="quiet" onClick={onClose}>
          {t('form.cancel')}
        </Button>
      </div>
    </form>
  );
}

/** The password, and when it was last another one. */
export function PasswordCard({ email, changedAt }: { email: string; changedAt: string | null }) {
  const [open, setOpen] = useState(false);
  const place = useFocusBack(open);
  return (
    <Card title={t('auth.password')} ref={place}>
      {open ? (
        <PasswordChange email={email} onClose={() => setOpen(false)} />
      ) : (
        <>
          <p>
            {changedAt === null
              ? t('security.password.text')
              : t('security.password.since', { date: dateOf(changedAt) })}
          </p>
          <Button look="quiet" onClick={() => setOpen(true)}>
            {t('security.password.change')}
          </Button>
        </>
      )}
    </Card>
  );
}
