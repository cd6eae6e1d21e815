import type { ButtonHTMLAttributes, ReactNode } from 'react';
import { Link } from 'wouter';
import styles from './Button.module.css';

type Look = 'primary' | 'quiet' | 'danger' | 'bare';
type Props = ButtonHTMLAttributes<HTMLButtonElement> & { look?: Look; wide?: boolean; busy?: boolean };

export const buttonClass = (look: Look, wide = false): string =>
  [styles.button, styles[look], wide && styles.wide].filter(Boolean).join(' ');

/** A button that, while `busy`, keeps its focus and its place but does nothing. */
export function Button({
  look = 'primary',
  wide = false,
  busy = false,
  onClick,
  type = 'button',
  ...rest
}: Props) {
  return (
    <button
      {...rest}
      type={busy ? 'button' : type}
      className={buttonClass(look, wide)}
      aria-disabled={busy || undefined}
      onClick={busy ? undefined : onClick}
    />
  );
}

type LinkProps = { href: string; look?: Look; wide?: boolean; children: ReactNode };

export function ButtonLink({ href, look = 'primary', wide = false, children }: LinkProps) {
  return (
    <Link href={href} className={buttonClass(look, wide)}>
      {children}
    </Link>
  );
}

type IconProps = Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'type'> & { label: string };

export function IconButton({ label, ...rest }: IconProps) {
  return <button {...rest} type="button" className={styles.icon} aria-label={label} />;
}

export function IconLink({ href, label, children }: { href: string; label: string; children: ReactNode }) {
  return (
    <Link href={href} className={styles.icon} aria-label={label}>
      {children}
    </Link>
  );
}
