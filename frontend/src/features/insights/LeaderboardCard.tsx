import { useEffect, useRef, useState } from 'react';
import { Button } from '@/components/Button';
import { Field, FormAlert, formClass } from '@/components/Field';
import { useForm } from '@/components/useForm';
import { useLeaderboard, useTakePart } from '@/lib/analytics';
import { describeError } from '@/lib/api/describe';
import { ApiError } from '@/lib/api/errors';
import type { Leaderboard } from '@/lib/api/types';
import { formatNumber } from '@/lib/habits';
import { t } from '@/lib/i18n';
import styles from './Insights.module.css';

const LONGEST_NAME = 40;

/** What the server does not take is a name that nobody could see, or one that would write over others. */
const explain = (error: unknown) =>
  error instanceof ApiError && '/display_name' in error.fields
    ? { '/display_name': t('insights.board.name.wrong') }
    : null;

/** Nobody takes part unasked: says what the others would see, and asks for the name. */
function Join() {
  const { join } = useTakePart();
  const [name, setName] = useState('');
  const { errors, alert, busy, onSubmit } = useForm(
    () => join(name.trim()),
    () => (name.trim() ? {} : { '/display_name': t('insights.board.name.missing') }),
    explain,
  );
  return (
    <form className={formClass} onSubmit={onSubmit} noValidate>
      <p>{t('insights.board.about')}</p>
      <Field
        label={t('insights.board.name')}
        hint={t('insights.board.name.hint')}
        error={errors['/display_name']}
      >
        {(control) => (
          <input
            {...control}
            type="text"
            autoComplete="off"
            maxLength={LONGEST_NAME}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </Field>
      <FormAlert text={alert} />
      <Button type="submit" look="quiet" busy={busy}>
        {t('insights.board.join')}
      </Button>
    </form>
  );
}

function Leave() {
  const { leave } = useTakePart();
  const [busy, setBusy] = useState(false);
  const [alert, setAlert] = useState<string | null>(null);
  const act = async () => {
    setBusy(true);
    setAlert(null);
    try {
      await leave();
    } catch (error) {
      setAlert(describeError(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <FormAlert text={alert} />
      <Button look="quiet" busy={busy} onClick={() => void act()}>
        {t('insights.board.leave')}
      </Button>
    </>
  );
}

function Standing({ me }: { me: NonNullable<Leaderboard['me']> }) {
  const place = me.place === null ? null : formatNumber(me.place);
  const points = formatNumber(me.points);
  if (me.points === 0) return <p>{t('insights.board.me.none')}</p>;
  if (place === null) return <p>{t('insights.board.me.far', { points })}</p>;
  return <p>{t('insights.board.me', { place, points })}</p>;
}

function Places({ items }: Pick<Leaderboard, 'items'>) {
  return (
    <ol className={styles.places}>
      {items.map(({ place, display_name: name, points, you }, index) => (
        <li key={index} className={you ? styles.you : undefined}>
          <span>{t('insights.board.place', { place: formatNumber(place) })}</span>
          <bdi>{you ? t('insights.board.you', { name }) : name}</bdi>
          <span>{t('insights.board.points', { points: formatNumber(points) })}</span>
        </li>
      ))}
    </ol>
  );
}

/** The button that was pressed goes with what it was in: the focus goes to the one in its place. */
function useFocusInPlace(takesPart: boolean) {
  const place = useRef<HTMLElement>(null);
  const before = useRef(takesPart);
  useEffect(() => {
    if (before.current !== takesPart) place.current?.querySelector('button')?.focus();
    before.current = takesPart;
  }, [takesPart]);
  return place;
}

function Board({ items, me }: Leaderboard) {
  const place = useFocusInPlace(me !== null);
  return (
    <section ref={place} className={styles.card} aria-labelledby="leaderboard">
      <h2 id="leaderboard">{t('insights.board.title')}</h2>
      {me ? (
        <>
          <Standing me={me} />
          <Places items={items} />
          <Leave />
        </>
      ) : (
        <Join />
      )}
    </section>
  );
}

/** This week's points of those who take part, for those who take part. */
export function LeaderboardCard() {
  const { data } = useLeaderboard();
  return data ? <Board {...data} /> : null;
}
