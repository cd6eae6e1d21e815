import { Notice } from '@/components/Field';
import { Page } from '@/components/Page';
import { t } from '@/lib/i18n';
import { useOnline } from '@/lib/online';
import { CalendarCard } from './CalendarCard';
import { ExportList } from './ExportList';
import { NewExport } from './NewExport';
import styles from './Transfer.module.css';

/** Everything that is the person's, as files to keep or to take elsewhere, and the schedule for calendar programs. */
export default function ExportPage() {
  const online = useOnline();
  return (
    <Page title={t('transfer.export.title')} back="/settings">
      <p className={styles.text}>{t('transfer.export.text')}</p>
      {!online && <Notice text={t('transfer.offline')} />}
      <NewExport online={online} />
      <ExportList online={online} />
      <CalendarCard online={online} />
    </Page>
  );
}
