import { lazy, Suspense, useState } from 'react';
import { IconButton } from '@/components/Button';
import { CrossIcon } from '@/components/icons';
import type { StoredFile } from '@/lib/api/types';
import { formatBytes, wantMedia } from '@/lib/files';
import { locale, t } from '@/lib/i18n';
import styles from './Files.module.css';
import Photo from './Photo';
import { Reason } from './Reason';

const ConfirmDialog = lazy(() => import('@/components/ConfirmDialog'));

function Sheet() {
  return (
    <svg width="24" height="24" viewBox="0 0 24 24" fill="none" stroke="currentColor" aria-hidden="true">
      <path d="M6.5 4h8L18.5 8v12h-12zM14.5 4v4h4" strokeWidth="1.8" strokeLinejoin="round" />
    </svg>
  );
}

function Thumbnail({ file }: { file: StoredFile }) {
  const small = file.variants['128'] ?? Object.values(file.variants)[0];
  return (
    <span className={styles.thumbnail} data-testid={`thumbnail-${file.id}`}>
      {small ? <Photo address={small.url} instead={<Sheet />} /> : <Sheet />}
    </span>
  );
}

type Props = { file: StoredFile; isHere: boolean; busy: boolean; onRemove: () => void };

/** @param isHere this tab has sent it, so that it is waiting for the server and not for its upload. */
function stateOf({ status, size }: StoredFile, isHere: boolean): string {
  if (status === 'ready') return formatBytes(size, locale());
  if (status === 'refused') return t('files.refused');
  return t(status === 'processing' || isHere ? 'files.processing' : 'files.waiting');
}

/** The way to the file in full: a picture opens beside the app, a document is saved. */
function Name({ file }: { file: StoredFile }) {
  if (file.url === null) return <span className={styles.name}>{file.name}</span>;
  const { url } = file;
  return (
    <a
      className={styles.name}
      href={url}
      target="_blank"
      rel="noreferrer"
      onPointerDown={() => wantMedia(url)}
    >
      {file.name}
    </a>
  );
}

export function FileItem({ file, isHere, busy, onRemove }: Props) {
  const [asking, setAsking] = useState(false);
  return (
    <li className={styles.file} data-status={file.status} data-testid={`file-${file.id}`}>
      <Thumbnail file={file} />
      <div className={styles.body}>
        <Name file={file} />
        <p className={styles.state} role="status">
          {stateOf(file, isHere)}
        </p>
        {file.reason && <Reason text={file.reason} />}
      </div>
      <IconButton
        label={t('files.remove', { name: file.name })}
        disabled={busy}
        onClick={() => (file.status === 'ready' ? setAsking(true) : onRemove())}
      >
        <CrossIcon size={20} />
      </IconButton>
      {asking && (
        <Suspense>
          <ConfirmDialog
            title={t('files.remove.title')}
            text={t('files.remove.text', { name: file.name })}
            action={t('files.remove.action')}
            onConfirm={() => {
              setAsking(false);
              onRemove();
            }}
            onClose={() => setAsking(false)}
          />
        </Suspense>
      )}
    </li>
  );
}
