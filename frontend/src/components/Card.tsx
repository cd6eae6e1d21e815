import { useId, type ReactNode, type Ref } from 'react';
import styles from './Card.module.css';

type Props = { title: string; children: ReactNode; ref?: Ref<HTMLElement> };

/** One group of things under its heading. */
export function Card({ title, children, ref }: Props) {
  const id = useId();
  return (
    <section ref={ref} className={styles.card} aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {children}
    </section>
  );
}
