import { useEffect, useRef, useState, type SubmitEvent } from 'react';
import { Button } from '@/components/Button';
import { Check } from '@/components/Check';
import { CopyButton } from '@/components/CopyButton';
import { FormAlert, formClass } from '@/components/Field';
import { useUndisturbed } from '@/components/useUndisturbed';
import { t } from '@/lib/i18n';
import { saveFile } from '@/lib/save';
import styles from './Security.module.css';

type Props = { codes: string[]; email: string; onDone: () => void };

/** The codes that let somebody in without the app. They are shown this once, so leaving them takes a word. */
export function RecoveryCodes({ codes, email, onDone }: Props) {
  useUndisturbed();
  const [kept, setKept] = useState(false);
  const [alert, setAlert] = useState<string | null>(null);
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  const download = () => {
    const text = [t('security.codes.file', { email }), '', ...codes, ''].join('\n');
    saveFile('daybook-recovery-codes.txt', new Blob([text], { type: 'text/plain' }));
  };
  const onSubmit = (event: SubmitEvent) => {
    event.preventDefault();
    if (kept) onDone();
    else setAlert(t('security.codes.keep'));
  };
  return (
    <form className={formClass} onSubmit={onSubmit}>
      <h3 ref={title} tabIndex={-1} className={styles.title}>
        {t('security.codes.title')}
      </h3>
      <p>{t('security.codes.text')}</p>
      <ol className={styles.codes} aria-label={t('security.codes.title')}>
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ol>
      <div className={styles.actions}>
        <CopyButton text={codes.join('\n')} label={t('security.codes.copy')} />
        <Button look="quiet" onClick={download}>
          {t('security.codes.download')}
        </Button>
      </div>
      <FormAlert text={alert} />
      <Check checked={kept} onChange={setKept}>
        {t('security.codes.kept')}
      </Check>
      <Button type="submit">{t('security.codes.done')}</Button>
    </form>
  );
}
