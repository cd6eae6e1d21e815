import { useId, useState } from 'react';
import { Button } from '@/components/Button';
import { Field } from '@/components/Field';
import { t } from '@/lib/i18n';
import { browserZone } from '@/lib/time/days';
import { allZones, isZone, zoneLabel } from '@/lib/time/zones';

type Props = { zone: string; onChange: (zone: string) => void };

const nameOf = (text: string): string => text.trim().replaceAll(' ', '_');

/** The person's time zone: typed, found in a list, or taken from this device. */
export function ZoneField({ zone, onChange }: Props) {
  const [text, setText] = useState(zoneLabel(zone));
  const [wrong, setWrong] = useState(false);
  const [shown, setShown] = useState(zone);
  const listId = useId();
  const here = browserZone();
  if (shown !== zone) {
    setShown(zone); // it was changed elsewhere
    setText(zoneLabel(zone));
  }
  const choose = (typed: string) => {
    const found = allZones(zone).find((known) => known.toLowerCase() === nameOf(typed).toLowerCase());
    const chosen = found ?? nameOf(typed);
    setWrong(!isZone(chosen));
    if (isZone(chosen) && chosen !== zone) onChange(chosen);
  };
  return (
    <>
      <Field label={t('settings.zone')} error={wrong ? t('settings.zone.wrong') : undefined}>
        {(control) => (
          <input
            {...control}
            list={listId}
            value={text}
            placeholder={t('settings.zone.search')}
            autoComplete="off"
            onChange={(event) => {
              setText(event.target.value);
              if (allZones(zone).includes(nameOf(event.target.value))) choose(event.target.value);
            }}
            onBlur={(event) => choose(event.target.value)}
          />
        )}
      </Field>
      <datalist id={listId}>
        {allZones(zone).map((known) => (
          <option key={known} value={zoneLabel(known)} />
        ))}
      </datalist>
      {here !== zone && (
        <p>
          {t('settings.zone.suggest', { zone: zoneLabel(here) })}{' '}
          <Button look="bare" onClick={() => onChange(here)}>
            {t('settings.zone.use', { zone: zoneLabel(here) })}
          </Button>
        </p>
      )}
    </>
  );
}
