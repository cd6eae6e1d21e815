import { useState } from 'react';
import { useLocation } from 'wouter';
import { describeSchedule, describeTarget, useCurrentDay } from '@/lib/habits';
import { t } from '@/lib/i18n';
import { Button, ButtonLink } from './Button';
import { CheckIcon } from './icons';
import { fromTemplate, templateNames, type TemplateName } from './templates';
import styles from './TemplateGallery.module.css';
import { useStartHabits } from './useStartHabits';

type TileProps = { name: TemplateName; chosen: boolean; onToggle: () => void };

function Tile({ name, chosen, onToggle }: TileProps) {
  const habit = fromTemplate(name, useCurrentDay());
  return (
    <label className={styles.tile} data-colour={habit.colour}>
      <input type="checkbox" checked={chosen} onChange={onToggle} aria-label={habit.name} />
      <span className={styles.face}>
        <span className={styles.icon} aria-hidden="true">
          {habit.icon}
        </span>
        <span className={styles.text}>
          <span className={styles.name}>{habit.name}</span>
          <span className={styles.meta}>
            {[describeSchedule(habit.schedule), describeTarget(habit)].filter(Boolean).join(' · ')}
          </span>
        </span>
        <span className={styles.check} aria-hidden="true">
          <CheckIcon size={18} />
        </span>
      </span>
    </label>
  );
}

/** Common habits to choose from: a tap each, one more to begin. Or one's own. */
export default function TemplateGallery() {
  const [chosen, setChosen] = useState<TemplateName[]>([]);
  const [, navigate] = useLocation();
  const start = useStartHabits();
  const toggle = (name: TemplateName) => {
    setChosen((known) => (known.includes(name) ? known.filter((other) => other !== name) : [...known, name]));
  };
  const begin = () => {
    void start(chosen);
    navigate('/today');
  };
  return (
    <>
      <fieldset>
        <legend className="visually-hidden">{t('onboarding.choose')}</legend>
        <div className={styles.tiles}>
          {templateNames.map((name) => (
            <Tile key={name} name={name} chosen={chosen.includes(name)} onToggle={() => toggle(name)} />
          ))}
        </div>
      </fieldset>
      <div className={styles.start}>
        {chosen.length > 0 ? (
          <Button wide onClick={begin}>
            {t('onboarding.start', { count: chosen.length })}
          </Button>
        ) : (
          <ButtonLink href="/habits/new" look="quiet" wide>
            {t('onboarding.own')}
          </ButtonLink>
        )}
      </div>
    </>
  );
}
