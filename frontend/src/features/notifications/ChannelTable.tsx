import type { NotificationChannel, NotificationKind, NotificationPreferences } from '@/lib/api/types';
import { t } from '@/lib/i18n';
import type { PreferenceChange } from '@/lib/notifications';
import styles from './Preferences.module.css';

const KINDS = ['reminder', 'milestone', 'order', 'digest'] as const;

type Props = { preferences: NotificationPreferences; onChange: (change: PreferenceChange) => void };
type CellProps = Props & { kind: NotificationKind; channel: NotificationChannel };

function Cell({ preferences, kind, channel, onChange }: CellProps) {
  const wanted: Partial<Record<NotificationChannel, boolean>> = preferences.channels[kind];
  const on = wanted[channel];
  if (on === undefined)
    return (
      <td className={styles.cell}>
        <span aria-hidden="true">–</span>
        <span className="visually-hidden">{t('notify.cell.none')}</span>
      </td>
    );
  return (
    <td className={styles.cell}>
      <label>
        <span className="visually-hidden">
          {t('notify.cell', { kind: t(`notify.kind.${kind}`), channel: t(`notify.channel.${channel}`) })}
        </span>
        <input
          type="checkbox"
          checked={on}
          disabled={channel === 'sms' && preferences.phone?.verified !== true && !on}
          onChange={(event) => onChange({ channels: { [kind]: { [channel]: event.target.checked } } })}
        />
      </label>
    </td>
  );
}

/** What the person is told of, and where: a row a kind, a column a way. */
export function ChannelTable({ preferences, onChange }: Props) {
  const channels: NotificationChannel[] = preferences.sms_available
    ? ['in_app', 'mail', 'sms']
    : ['in_app', 'mail'];
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">
            <span className="visually-hidden">{t('notify.kind')}</span>
          </th>
          {channels.map((channel) => (
            <th key={channel} scope="col" className={styles.cell}>
              {t(`notify.channel.${channel}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {KINDS.map((kind) => (
          <tr key={kind}>
            <th scope="row">
              {t(`notify.kind.${kind}`)}
              <span className={styles.about}>{t(`notify.kind.${kind}.text`)}</span>
            </th>
            {channels.map((channel) => (
              <Cell
                key={channel}
                preferences={preferences}
                kind={kind}
                channel={channel}
                onChange={onChange}
              />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
