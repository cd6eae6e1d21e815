import { Card } from '@/components/Card';
import { Loaded } from '@/components/Loaded';
import { useFiles } from '@/lib/files';
import { t } from '@/lib/i18n';
import { FileList, useIsSaved, type Place } from './FileList';
import styles from './Files.module.css';

/** Pictures and documents of a task or a note. They need a network, and what they belong to has to be saved. */
export function Attachments(place: Place) {
  const query = useFiles({ purpose: place.purpose, ref: place.of });
  const isSaved = useIsSaved(place.of);
  return (
    <Card title={t('files.title')}>
      {isSaved ? (
        <Loaded query={query}>
          {(files) => <FileList {...place} files={files} add={t('files.add')} explains />}
        </Loaded>
      ) : (
        <p className={styles.hint}>{t('files.unsaved')}</p>
      )}
    </Card>
  );
}
