import { lazy, Suspense, useState } from 'react';
import { Button } from '@/components/Button';
import { checkCode, CodeField } from '@/components/CodeField';
import { CopyButton } from '@/components/CopyButton';
import { FormAlert, formClass } from '@/components/Field';
import { explainFields } from '@/components/newPassword';
import { useForm } from '@/components/useForm';
import { useUndisturbed } from '@/components/useUndisturbed';
import type { Enrolment } from '@/lib/api/types';
import { t } from '@/lib/i18n';
import { verifySecondStep } from '@/lib/security';
import styles from './Security.module.css';

const Qr = lazy(() => import('./Qr'));

type Props = { enrolment: Enrolment; onDone: (codes: string[]) => void; onCancel: () => void };

const inGroups = (secret: string): string => secret.replace(/(.{4})(?=.)/g, '$1 ');

/** What the authenticator app has to know, as a picture, as a link on the phone itself, and to be typed. */
function Secret({ secret, uri }: Enrolment) {
  return (
    <>
      <div className={styles.qr}>
        <Suspense>
          <Qr text={uri} label={t('security.mfa.qr')} />
        </Suspense>
      </div>
      <p className={styles.middle}>
        <a href={uri}>{t('security.mfa.open')}</a>
      </p>
      <div>
        <h3>{t('security.mfa.secret')}</h3>
        <p className={styles.key}>{inGroups(secret)}</p>
        <p className={styles.small}>{t('security.mfa.secret.hint')}</p>
      </div>
      <CopyButton text={secret} label={t('security.mfa.copy')} />
    </>
  );
}

/** The app learns the secret, and shows that it did. */
export function Enrol({ enrolment, onDone, onCancel }: Props) {
  useUndisturbed();
  const [code, setCode] = useState('');
  const send = async () => onDone(await verifySecondStep(code));
  const { errors, alert, busy, onSubmit } = useForm(send, () => checkCode(code), explainFields);
  return (
    <form className={formClass} onSubmit={onSubmit} noValidate>
      <p>{t('security.mfa.scan')}</p>
      <Secret {...enrolment} />
      <FormAlert text={alert} />
      <CodeField value={code} onChange={setCode} hint={t('security.mfa.code.hint')} error={errors['/code']} />
      <div className={styles.actions}>
        <Button type="submit" busy={busy}>
          {t('security.mfa.verify')}
        </Button>
        <Button look="quiet" onClick={onCancel}>
          {t('form.cancel')}
        </Button>
      </div>
    </form>
  );
}
