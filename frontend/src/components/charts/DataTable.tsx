import styles from './ChartCard.module.css';

/** `rows`: the first cell of each names the row. */
export type TableData = { caption: string; head: readonly string[]; rows: readonly (readonly string[])[] };

/** Figures as a table that scrolls by itself, by keyboard too. */
export function DataTable({ caption, head, rows }: TableData) {
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard
    <div className={styles.scroll} tabIndex={0} role="region" aria-label={caption}>
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
          {rows.map(([first = '', ...rest], line) => (
            // Rows are never moved, and two may be alike.
            <tr key={line}>
              <th scope="row">{first}</th>
              {rest.map((cell, index) => (
                <td key={head[index + 1] ?? index}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
