import { useState } from 'react';
import { Card } from '@/components/Card';
import { Check } from '@/components/Check';
import { Field } from '@/components/Field';
import type { QuietHours } from '@/lib/api/types';
import { t } from '@/lib/i18n';
import styles from './Preferences.module.css';

type Props = { quiet: QuietHours | null; onChange: (quiet: QuietHours | null) => void };

const NIGHT: QuietHours = { from: '22:00', to: '07:00' };
const ENDS = ['from', 'to'] as const;

/** When nothing is sent. The times are the person's own, and each is saved when it is whole. */
export function QuietCard({ quiet, onChange }: Props) {
  const [typed, setTyped] = useState<QuietHours | null>(quiet);
  const [known, setKnown] = useState(quiet);
  if (known?.from !== quiet?.from || known?.to !== quiet?.to) {
    setKnown(quiet); // it was changed elsewhere
    setTyped(quiet);
  }
  const same = typed !== null && typed.from === typed.to;
  const change = (next: QuietHours | null) => {
    setTyped(next);
    if (next === null || (next.from && next.to && next.from !== next.to)) onChange(next);
  };
  return (
    <Card title={t('notify.quiet')}>
      <p className={styles.small}>{t('notify.quiet.text')}</p>
      <Check checked={typed !== null} onChange={(on) => change(on ? NIGHT : null)}>
        {t('notify.quiet.on')}
      </Check>
      {typed && (
        <div className={styles.times}>
          {ENDS.map((end) => (
            <Field
              key={end}
              label={t(`notify.quiet.${end}`)}
              error={same && end === 'to' ? t('notify.quiet.same') : undefined}
            >
              {(control) => (
                <input
                  {...control}
                  type="time"
                  value={typed[end]}
                  onChange={(event) => change({ ...typed, [end]: event.target.value })}
                />
              )}
            </Field>
          ))}
        </div>
      )}
    </Card>
  );
}
