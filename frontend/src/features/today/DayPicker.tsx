import { Suspense, useState } from 'react';
import { useLocation } from 'wouter';
import { IconButton } from '@/components/Button';
import { t } from '@/lib/i18n';
import { lazy } from '@/lib/lazy';
import type { Day } from '@/lib/time/days';
import { addressOf } from './dayNames';

const MonthSheet = lazy(() => import('./MonthSheet'));

function CalendarIcon() {
  return (
    <svg width="24" height="24" viewBox="0 0 24 24" fill="none" stroke="currentColor" aria-hidden="true">
      <g strokeWidth="1.8" strokeLinecap="round" strokeLinejoin="round">
        <rect x="4" y="5" width="16" height="15" rx="3.5" />
        <path d="M8 3v4M16 3v4M4 10h16M8.5 14h.01M12 14h.01M15.5 14h.01M8.5 17h.01M12 17h.01" />
      </g>
    </svg>
  );
}

/** A calendar behind an icon, for going back further than the arrows are good for. */
export function DayPicker({ day, today }: { day: Day; today: Day }) {
  const [, navigate] = useLocation();
  const [open, setOpen] = useState(false);
  return (
    <>
      <IconButton label={t('today.calendar')} aria-haspopup="dialog" onClick={() => setOpen(true)}>
        <CalendarIcon />
      </IconButton>
      {open && (
        <Suspense>
          <MonthSheet
            day={day}
            today={today}
            onPick={(chosen) => {
              setOpen(false);
              navigate(addressOf(chosen, today));
            }}
            onClose={() => setOpen(false)}
          />
        </Suspense>
      )}
    </>
  );
}
