import type { ImportMapping, TableColumns } from '@/lib/api/types';
import { t } from '@/lib/i18n';

export const ROLES = ['habit', 'value', 'status', 'note'] as const;
export type Role = (typeof ROLES)[number];
type DateOrder = NonNullable<ImportMapping['date_order']>;
export const ORDERS: readonly DateOrder[] = ['ymd', 'dmy', 'mdy'];

/** The form as it is filled in; '' is no column. */
export type MappingDraft = Record<Role | 'date', string> & {
  layout: 'long' | 'wide';
  dateOrder: DateOrder | '';
};

export const draftOf = ({ guess }: TableColumns): MappingDraft => ({
  layout: guess.wide ? 'wide' : 'long',
  date: guess.date ?? '',
  habit: guess.habit ?? '',
  value: guess.value ?? '',
  status: guess.status ?? '',
  note: guess.note ?? '',
  dateOrder: guess.date_order ?? '',
});

/** What can be said before the server is asked: pointer → message. */
export const checkMapping = ({ date }: MappingDraft): Record<string, string> =>
  date === '' ? { '/date': t('transfer.map.date.missing') } : {};

/** As the API takes it: in a wide table every column but the date's is a habit. */
export function mappingOf(draft: MappingDraft): ImportMapping {
  const wide = draft.layout === 'wide';
  const chosen = wide ? [] : ROLES.filter((role) => draft[role] !== '').map((role) => [role, draft[role]]);
  return {
    date: draft.date,
    wide,
    ...(draft.dateOrder === '' ? {} : { date_order: draft.dateOrder }),
    ...(Object.fromEntries(chosen) as Partial<Record<Role, string>>),
  };
}
