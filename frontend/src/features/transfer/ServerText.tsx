import styles from './Transfer.module.css';

/** What the server says about a file. It says so in English; a screen reader is told, to read it out as such. */
export function ServerText({ text }: { text: string }) {
  return <span lang="en">{text}</span>;
}

/** Places in a file and what is wrong there. */
export function WhereAndWhy({ items }: { items: readonly { where: string; reason: string }[] }) {
  if (items.length === 0) return null;
  return (
    <ul className={styles.reasons}>
      {items.map(({ where, reason }, index) => (
        // The list never changes, and two may be alike.
        <li key={index}>
          <span className={styles.where}>{where}</span> <ServerText text={reason} />
        </li>
      ))}
    </ul>
  );
}
