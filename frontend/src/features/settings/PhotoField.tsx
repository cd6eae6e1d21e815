import { useEffect, useEffectEvent, useRef } from 'react';
import { Button } from '@/components/Button';
import { FormAlert } from '@/components/Field';
import { FileButton } from '@/components/files/FileButton';
import Photo from '@/components/files/Photo';
import { Reason } from '@/components/files/Reason';
import { UploadItem } from '@/components/files/UploadItem';
import { PersonIcon } from '@/components/icons';
import { describeError } from '@/lib/api/describe';
import type { Profile, StoredFile } from '@/lib/api/types';
import { isUnderway, useChoosePhoto, useDeleteFile, useFiles, useUploads } from '@/lib/files';
import { t } from '@/lib/i18n';
import { useOnline } from '@/lib/online';
import styles from './PhotoField.module.css';

const PLACE = { purpose: 'photo', ref: null } as const;

/** What this tab has sent becomes the photo as soon as it can; once, or it could not be taken away again. */
function useTakeNewest(newest: StoredFile | undefined, current: string | null, take: (id: string) => void) {
  const ready = newest?.status === 'ready' && newest.id !== current && isUnderway(newest.id) !== null;
  const taken = useRef(new Set<string>());
  const takeIt = useEffectEvent(() => {
    if (!newest || taken.current.has(newest.id)) return;
    taken.current.add(newest.id);
    take(newest.id);
  });
  useEffect(() => {
    if (ready) takeIt();
  }, [ready, newest?.id]);
}

function State({ newest, current }: { newest: StoredFile | undefined; current: string | null }) {
  if (!newest || newest.id === current || isUnderway(newest.id) === null) return null;
  if (newest.status === 'ready') return null;
  if (newest.status === 'refused' && newest.reason) return <Reason text={newest.reason} />;
  return <p className={styles.state}>{t('files.processing')}</p>;
}

/** The picture of the profile: uploaded, worked on, shown; or none. */
export default function PhotoField({ profile }: { profile: Profile }) {
  const { data: files = [] } = useFiles(PLACE);
  const { uploads, send, repeat, forget } = useUploads(PLACE.purpose, PLACE.ref);
  const choose = useChoosePhoto();
  const remove = useDeleteFile(PLACE);
  const online = useOnline();
  const { photo } = profile;
  const current = photo?.id ?? null;
  const newest = files[0];
  const { mutate } = choose;
  useTakeNewest(newest, current, mutate);
  const sending = uploads.filter(({ state }) => state !== 'sent');
  return (
    <div className={styles.photo}>
      <span className={styles.picture} data-testid="photo">
        {photo ? (
          <Photo key={photo.id} address={photo.url} alt={t('photo.alt')} instead={<PersonIcon size={40} />} />
        ) : (
          <PersonIcon size={40} />
        )}
      </span>
      <div className={styles.body}>
        <div className={styles.actions}>
          <FileButton
            purpose="photo"
            label={t(photo ? 'photo.change' : 'photo.add')}
            disabled={!online || sending.some(({ state }) => state === 'sending')}
            onPick={([file]) => {
              sending.forEach(forget);
              if (file) send(file);
            }}
          />
          {photo && (
            <Button look="bare" busy={choose.isPending || remove.isPending} onClick={() => mutate(null)}>
              {t('photo.remove')}
            </Button>
          )}
        </div>
        <div role="status">
          {sending.length === 0 && <State newest={newest} current={current} />}
          {!online && <p className={styles.state}>{t('photo.offline')}</p>}
        </div>
        <ul>
          {sending.map((upload) => (
            <UploadItem
              key={upload.key}
              upload={upload}
              onRepeat={() => repeat(upload)}
              onForget={() => {
                forget(upload);
                if (upload.id !== null) remove.mutate(upload.id);
              }}
            />
          ))}
        </ul>
        <FormAlert text={choose.error && describeError(choose.error)} />
      </div>
    </div>
  );
}
