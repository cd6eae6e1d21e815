import { Link } from 'wouter';
import { RightIcon } from '@/components/icons';
import { Loaded } from '@/components/Loaded';
import type { Import } from '@/lib/api/types';
import { t } from '@/lib/i18n';
import { useImports } from '@/lib/transfer';
import { formatInstant } from './describe';
import styles from './Transfer.module.css';

function Row({ known }: { known: Import }) {
  return (
    <li>
      <Link href={`/import?id=${known.id}`} className={styles.row}>
        <span className={styles.rowText}>
          <span className={styles.name}>{known.file_name}</span>
          <span className={styles.meta}>
            {t(`transfer.status.${known.status}`)} · {formatInstant(known.created_at)}
          </span>
        </span>
        <RightIcon size={20} />
      </Link>
    </li>
  );
}

/** Imports of the last weeks: one that was left is found again. */
export function ImportList() {
  return (
    <section className={styles.card} aria-labelledby="imports">
      <h2 id="imports">{t('transfer.imports.title')}</h2>
      <Loaded query={useImports()}>
        {(imports) =>
          imports.length === 0 ? (
            <p className={styles.meta}>{t('transfer.imports.empty')}</p>
          ) : (
            <ul>
              {imports.map((known) => (
                <Row key={known.id} known={known} />
              ))}
            </ul>
          )
        }
      </Loaded>
    </section>
  );
}
