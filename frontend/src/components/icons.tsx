import type { ReactNode } from 'react';

type Props = { size?: number; className?: string | undefined };

/** A line icon of ours; always beside a text or inside a named control, so hidden from screen readers. */
function icon(content: ReactNode) {
  return function Icon({ size = 24, className }: Props) {
    return (
      <svg
        className={className}
        width={size}
        height={size}
        viewBox="0 0 24 24"
        fill="none"
        stroke="currentColor"
        strokeWidth={1.8}
        strokeLinecap="round"
        strokeLinejoin="round"
        aria-hidden="true"
        focusable="false"
      >
        {content}
      </svg>
    );
  };
}

export const TodayIcon = icon(
  <>
    <rect x="4" y="5" width="16" height="15" rx="3.5" />
    <path d="M8 3v4M16 3v4M8.5 13.5l2.5 2.5 4.5-5" />
  </>,
);
export const HabitsIcon = icon(
  <>
    <path d="M10 7h10M10 12h10M10 17h10" />
    <circle cx="5" cy="7" r="1.25" />
    <circle cx="5" cy="12" r="1.25" />
    <circle cx="5" cy="17" r="1.25" />
  </>,
);
export const TasksIcon = icon(
  <>
    <rect x="4" y="4" width="16" height="16" rx="4.5" />
    <path d="M8.5 12.2l2.6 2.6 4.6-5.3" />
  </>,
);
export const NotesIcon = icon(<path d="M6.5 4h8L18.5 8v12h-12zM14.5 4v4h4M9.5 12.5h6M9.5 16h4" />);
export const InsightsIcon = icon(<path d="M5 20v-6M12 20V4.5M19 20v-9.5" strokeWidth={2.6} />);
export const RewardsIcon = icon(
  <path d="M12 4l2.4 4.9 5.4.8-3.9 3.8.9 5.4-4.8-2.6-4.8 2.6.9-5.4-3.9-3.8 5.4-.8z" />,
);
export const BellIcon = icon(
  <path d="M6.5 10.5a5.5 5.5 0 0 1 11 0c0 4.5 1.8 5.8 1.8 6H4.7c0-.2 1.8-1.5 1.8-6M10 19.5a2.2 2.2 0 0 0 4 0" />,
);
export const PersonIcon = icon(
  <>
    <circle cx="12" cy="9" r="3.5" />
    <path d="M5 20c.8-3.6 3.6-5.5 7-5.5s6.2 1.9 7 5.5" />
  </>,
);
export const SettingsIcon = icon(
  <>
    <path d="M4 7.5h8M17 7.5h3M4 16.5h3M12 16.5h8" />
    <circle cx="14.5" cy="7.5" r="2.5" />
    <circle cx="9.5" cy="16.5" r="2.5" />
  </>,
);
export const PlusIcon = icon(<path d="M12 5v14M5 12h14" />);
export const MinusIcon = icon(<path d="M5 12h14" />);
export const CheckIcon = icon(<path d="M5 12.8l4.6 4.7L19 7.5" strokeWidth={2.6} />);
export const SkipIcon = icon(<path d="M6 6l6 6-6 6M13 6l6 6-6 6" />);
export const CrossIcon = icon(<path d="M6.5 6.5l11 11M17.5 6.5l-11 11" />);
export const LeftIcon = icon(<path d="M14.5 5.5L8 12l6.5 6.5" />);
export const RightIcon = icon(<path d="M9.5 5.5L16 12l-6.5 6.5" />);
export const MoreIcon = icon(
  <g fill="currentColor" stroke="none">
    <circle cx="5.5" cy="12" r="1.7" />
    <circle cx="12" cy="12" r="1.7" />
    <circle cx="18.5" cy="12" r="1.7" />
  </g>,
);
export const EditIcon = icon(<path d="M4.5 19.5l1-4L16 5l3 3L8.5 18.5z" />);
export const StreakIcon = icon(
  <path d="M12 3.5c.5 3.5 5.5 5.5 5.5 10.5a5.5 5.5 0 0 1-11 0c0-2 1-3.5 2-4.5.4 1.5 1.2 2.3 2 2.5-.6-3.5.3-6.3 1.5-8.5z" />,
);
export const OfflineIcon = icon(
  <path d="M4 4l16 16M8 18h9.5a3.5 3.5 0 0 0 1.8-6.5M15.5 7.5A5.5 5.5 0 0 0 9 6M6.5 9.5A4.5 4.5 0 0 0 8 18" />,
);
export const CloudIcon = icon(
  <path d="M7.5 18.5h9.2a3.8 3.8 0 0 0 .5-7.57A5.5 5.5 0 0 0 6.6 10.2a4.2 4.2 0 0 0 .9 8.3M12 16v-5m-2 2 2-2 2 2" />,
);
