import { useId, type ReactNode } from 'react';
import { t } from '@/lib/i18n';
import styles from './HabitPage.module.css';

type CardProps = { title: string; hint?: string | undefined; children: ReactNode };

export function Card({ title, hint, children }: CardProps) {
  const id = useId();
  return (
    <section className={styles.card} aria-labelledby={id}>
      <div>
        <h2 id={id}>{title}</h2>
        {hint && <p className={styles.hint}>{hint}</p>}
      </div>
      {children}
    </section>
  );
}

type TableProps = { caption: string; head: string[]; rows: string[][] };

/** The figures behind a chart, for whoever reads better than looks. */
export function TableBehind({ caption, head, rows }: TableProps) {
  return (
    <details>
      <summary>{t('habit.table')}</summary>
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolling area must be reachable by keyboard */}
      <div className={styles.table} tabIndex={0} role="region" aria-label={caption}>
        <table>
          <caption className="visually-hidden">{caption}</caption>
          <thead>
            <tr>
              {head.map((cell) => (
                <th key={cell} scope="col">
                  {cell}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(([first = '', ...rest]) => (
              <tr key={first}>
                <th scope="row">{first}</th>
                {rest.map((cell, index) => (
                  <td key={head[index + 1]}>{cell}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
