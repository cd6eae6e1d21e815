import { useEffect, useState, type ReactNode } from 'react';
import { useMedia, wantMedia } from '@/lib/files/media';
import styles from './Photo.module.css';

type Props = {
  /** Below the app's own, as the API tells it. */
  address: string;
  /** Empty: it only decorates what is named beside it. */
  alt?: string;
  /** Shown while there is no picture, and when there can be none. */
  instead: ReactNode;
};

/** A picture that only its owner's cookies open; it asks for them, and once more when it is refused. */
export default function Photo({ address, alt = '', instead }: Props) {
  const { ready, round } = useMedia(address);
  const [failed, setFailed] = useState<readonly number[]>([]);
  useEffect(() => wantMedia(address), [address, ready]);
  if (!ready || failed.includes(round)) return instead;
  return (
    <img
      key={round}
      className={styles.photo}
      src={address}
      alt={alt}
      decoding="async"
      onError={() => {
        setFailed([...failed, round]);
        if (failed.length === 0) wantMedia(address, true);
      }}
    />
  );
}
