import { useState } from 'react';
import { Button } from '@/components/Button';
import { FormAlert } from '@/components/Field';
import type { ExportFormat } from '@/lib/api/types';
import { t } from '@/lib/i18n';
import { useStartExport } from '@/lib/transfer';
import { explain } from './explain';
import styles from './Transfer.module.css';

const FORMATS = ['json', 'loop', 'csv'] as const satisfies readonly ExportFormat[];

/** One of three kinds of file, made on the server. */
export function NewExport({ online }: { online: boolean }) {
  const { mutateAsync, isPending, variables } = useStartExport();
  const [alert, setAlert] = useState<string | null>(null);
  const start = (format: ExportFormat) => {
    setAlert(null);
    mutateAsync(format).catch((error: unknown) => setAlert(explain(error)));
  };
  return (
    <section className={styles.card} aria-labelledby="formats">
      <h2 id="formats">{t('transfer.formats.title')}</h2>
      <FormAlert text={alert} />
      <ul>
        {FORMATS.map((format) => (
          <li key={format} className={styles.format}>
            <div>
              <p className={styles.name}>{t(`transfer.format.${format}`)}</p>
              <p className={styles.meta}>{t(`transfer.format.${format}.text`)}</p>
            </div>
            <Button
              look={format === 'json' ? 'primary' : 'quiet'}
              disabled={!online}
              busy={isPending && variables === format}
              onClick={() => start(format)}
            >
              {t('transfer.export.make')}
              <span className="visually-hidden"> {t(`transfer.format.${format}`)}</span>
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
