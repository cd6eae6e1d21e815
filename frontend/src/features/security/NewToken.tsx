import { useEffect, useRef } from 'react';
import { Button } from '@/components/Button';
import { Card } from '@/components/Card';
import { CopyButton } from '@/components/CopyButton';
import { Field } from '@/components/Field';
import { useUndisturbed } from '@/components/useUndisturbed';
import type { MadeAccessToken } from '@/lib/api/types';
import { t } from '@/lib/i18n';
import styles from './Security.module.css';

/** The token itself: nobody can show it again, so it stays until the person says that they have it. */
export function NewToken({ made, onClose }: { made: MadeAccessToken; onClose: () => void }) {
  useUndisturbed();
  const token = made.token ?? '';
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  return (
    <Card title={t('tokens.made', { name: made.name })}>
      <p>{t('tokens.made.text')}</p>
      <Field label={t('tokens.token')} hint={t('tokens.token.hint')}>
        {(control) => (
          <input
            {...control}
            ref={field}
            className={`${control.className} ${styles.secret}`}
            readOnly
            value={token}
            spellCheck={false}
            autoComplete="off"
            onFocus={(event) => event.target.select()}
          />
        )}
      </Field>
      <div className={styles.actions}>
        <CopyButton text={token} label={t('tokens.copy')} />
        <Button onClick={onClose}>{t('tokens.kept')}</Button>
      </div>
    </Card>
  );
}
