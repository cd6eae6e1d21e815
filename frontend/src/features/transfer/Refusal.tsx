import type { ImportRefusal } from '@/lib/api/types';
import { ServerText, WhereAndWhy } from './ServerText';
import styles from './Transfer.module.css';

/** Why the file, the mapping or the commit was not taken, and where in it. */
export function Refusal({ problem }: { problem: ImportRefusal }) {
  return (
    <section className={styles.problem} role="alert">
      <p className={styles.name}>
        <ServerText text={problem.detail} />
      </p>
      <WhereAndWhy items={problem.errors} />
    </section>
  );
}
