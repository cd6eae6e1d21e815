import { useState } from 'react';
import { Button } from '@/components/Button';
import { DataTable } from '@/components/charts';
import { Choice } from '@/components/Choice';
import { Field, FormAlert, formClass, Notice } from '@/components/Field';
import { useForm } from '@/components/useForm';
import type { Import, TableColumns } from '@/lib/api/types';
import { t } from '@/lib/i18n';
import { useOnline } from '@/lib/online';
import { useImportActions } from '@/lib/transfer';
import { explain } from './explain';
import { ForgetButton } from './ForgetButton';
import {
  checkMapping,
  draftOf,
  mappingOf,
  ORDERS,
  ROLES,
  type MappingDraft,
  type Role,
} from './mappingDraft';
import { Refusal } from './Refusal';
import styles from './Transfer.module.css';

type ColumnProps = {
  role: Role | 'date';
  names: readonly string[];
  value: string;
  error: string | undefined;
  onChange: (name: string) => void;
};

function ColumnField({ role, names, value, error, onChange }: ColumnProps) {
  return (
    <Field label={t(`transfer.map.${role}`)} optional={role !== 'date'} error={error}>
      {(control) => (
        <select {...control} value={value} onChange={(event) => onChange(event.target.value)}>
          <option value="">{t(role === 'date' ? 'transfer.map.choose' : 'transfer.map.nothing')}</option>
          {names.map((name) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

function Sample({ columns: { names, rows } }: { columns: TableColumns }) {
  return (
    <div className={styles.card}>
      <h2>{t('transfer.map.sample')}</h2>
      <div className={styles.sample}>
        <DataTable caption={t('transfer.map.sample')} head={names} rows={rows} />
      </div>
    </div>
  );
}

type FieldsProps = {
  names: readonly string[];
  draft: MappingDraft;
  errors: Record<string, string>;
  onChange: (change: Partial<MappingDraft>) => void;
};

function Fields({ names, draft, errors, onChange }: FieldsProps) {
  const roles = draft.layout === 'wide' ? (['date'] as const) : (['date', ...ROLES] as const);
  return (
    <>
      <Choice
        legend={t('transfer.map.layout')}
        value={draft.layout}
        onChange={(layout) => onChange({ layout })}
        options={[
          { value: 'long', label: t('transfer.map.long') },
          { value: 'wide', label: t('transfer.map.wide') },
        ]}
      />
      <p className={styles.meta}>{t(`transfer.map.${draft.layout}.text`)}</p>
      {roles.map((role) => (
        <ColumnField
          key={role}
          role={role}
          names={names}
          value={draft[role]}
          error={errors[`/${role}`]}
          onChange={(name) => onChange({ [role]: name })}
        />
      ))}
      <Field label={t('transfer.map.order')} error={errors['/date_order']}>
        {(control) => (
          <select
            {...control}
            value={draft.dateOrder}
            onChange={(event) => onChange({ dateOrder: event.target.value as MappingDraft['dateOrder'] })}
          >
            <option value="">{t('transfer.map.order.auto')}</option>
            {ORDERS.map((order) => (
              <option key={order} value={order}>
                {t(`transfer.map.order.${order}`)}
              </option>
            ))}
          </select>
        )}
      </Field>
    </>
  );
}

/** A table says nothing about itself: the person says which column is what, beginning with our guess. */
export function MappingForm({ known, columns }: { known: Import; columns: TableColumns }) {
  const [draft, setDraft] = useState(() => draftOf(columns));
  const { map } = useImportActions();
  const online = useOnline();
  const form = useForm(
    async () => {
      await map.mutateAsync({ id: known.id, mapping: mappingOf(draft) });
    },
    () => checkMapping(draft),
    explain,
  );
  return (
    <>
      {known.problem && <Refusal problem={known.problem} />}
      <p className={styles.text}>{t('transfer.map.text')}</p>
      <Sample columns={columns} />
      <form className={`${styles.card} ${formClass}`} noValidate onSubmit={form.onSubmit}>
        <Fields
          names={columns.names}
          draft={draft}
          errors={form.errors}
          onChange={(change) => setDraft({ ...draft, ...change })}
        />
        <FormAlert text={form.alert} />
        {!online && <Notice text={t('transfer.offline')} />}
        <Button type="submit" wide busy={form.busy} disabled={!online}>
          {t('transfer.map.submit')}
        </Button>
      </form>
      <ForgetButton id={known.id} label={t('transfer.forget.file')} />
    </>
  );
}
