import { useLocation } from 'wouter';
import { t } from '@/lib/i18n';
import { isDay, type Day } from '@/lib/time/days';
import { addressOf } from './dayNames';
import styles from './DayHead.module.css';

const EARLIEST = '1970-01-01'; // a year that is still being typed is no year

const openPicker = (input: HTMLInputElement) => {
  try {
    input.showPicker();
  } catch {
    // the field itself can still be typed in
  }
};

/** The device's own calendar behind an icon, for going back further than the arrows are good for. */
export function DayPicker({ day, today }: { day: Day; today: Day }) {
  const [, navigate] = useLocation();
  return (
    <span className={styles.picker}>
      <svg width="24" height="24" viewBox="0 0 24 24" fill="none" stroke="currentColor" aria-hidden="true">
        <g strokeWidth="1.8" strokeLinecap="round" strokeLinejoin="round">
          <rect x="4" y="5" width="16" height="15" rx="3.5" />
          <path d="M8 3v4M16 3v4M4 10h16M8.5 14h.01M12 14h.01M15.5 14h.01M8.5 17h.01M12 17h.01" />
        </g>
      </svg>
      <input
        key={day}
        type="date"
        aria-label={t('today.pick')}
        min={EARLIEST}
        max={today}
        defaultValue={day}
        onClick={(event) => openPicker(event.currentTarget)}
        onChange={(event) => {
          const chosen = event.target.value;
          if (isDay(chosen) && chosen >= EARLIEST && chosen <= today) navigate(addressOf(chosen, today));
        }}
      />
    </span>
  );
}
