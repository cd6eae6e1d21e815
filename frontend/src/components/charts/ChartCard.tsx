import { useId, useState, type ReactNode } from 'react';
import { t } from '@/lib/i18n';
import styles from './ChartCard.module.css';
import { DataTable, type TableData } from './DataTable';

type Props = {
  title: string;
  hint?: string | undefined;
  /** The figures of the chart; shown in its place when asked for. */
  table?: TableData | null;
  /** Chooses what the chart shows: a range, a year. */
  controls?: ReactNode;
  children?: ReactNode;
};

function ChartOrTableIcon({ table }: { table: boolean }) {
  return (
    <svg width="20" height="20" viewBox="0 0 20 20" fill="none" stroke="currentColor" aria-hidden="true">
      {table ? (
        <path d="M3.5 16.5v-6M8 16.5v-12M12.5 16.5v-8M17 16.5v-4" strokeWidth="2" strokeLinecap="round" />
      ) : (
        <path
          d="M2.5 4.5h15v11h-15zM2.5 8.5h15M2.5 12h15M8 4.5v11"
          strokeWidth="1.5"
          strokeLinejoin="round"
        />
      )}
    </svg>
  );
}

/** A card with a chart; one button shows the figures behind it as a table instead. */
export function ChartCard({ title, hint, table = null, controls, children }: Props) {
  const id = useId();
  const [asTable, setAsTable] = useState(false);
  return (
    <section className={styles.card} aria-labelledby={id}>
      <div className={styles.head}>
        <h2 id={id}>{title}</h2>
        {table && (
          <button
            type="button"
            className={styles.toggle}
            aria-pressed={asTable}
            aria-label={t('chart.table', { title })}
            title={t(asTable ? 'chart.show.chart' : 'chart.show.table')}
            onClick={() => setAsTable(!asTable)}
          >
            <ChartOrTableIcon table={asTable} />
          </button>
        )}
      </div>
      {hint && <p className={styles.hint}>{hint}</p>}
      {controls}
      {asTable && table ? <DataTable {...table} /> : children}
    </section>
  );
}
