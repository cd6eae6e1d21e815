import { CheckIcon } from '@/components/icons';
import { Field } from '@/components/Field';
import type { Colour } from '@/lib/api/types';
import { t } from '@/lib/i18n';
import styles from './HabitForm.module.css';

const COLOURS: readonly Colour[] = [
  'red',
  'orange',
  'amber',
  'green',
  'teal',
  'blue',
  'indigo',
  'purple',
  'pink',
  'grey',
];
// What people most often track, roughly by theme: body, mind, home, work, people, things to do less of.
const EMOJIS = (
  '💧 🏃 🚶 🚴 🏊 🏋️ 💪 🧘 🤸 😴 🛏️ 🥗 🍎 🥦 💊 🦷 🚿 ☀️ ⚖️ 👟 ' +
  '📚 ✍️ 📓 🧠 🙏 🎸 🎹 🎨 📷 🗣️ 🌍 💻 🎯 ✅ 📧 💰 ' +
  '🧹 🧺 🍳 🌱 🪴 🐕 🐈 👪 ❤️ 📞 🍬 ☕ 🍷 🚭 📵 🎮 📺 💅'
).split(' ');

type Props<Value> = { value: Value; onChange: (value: Value) => void };

export function ColourPicker({ value, onChange }: Props<Colour>) {
  return (
    <fieldset>
      <legend className={styles.legend}>{t('edit.colour')}</legend>
      <div className={styles.swatches}>
        {COLOURS.map((colour) => (
          <label key={colour} className={`${styles.pick} ${styles.swatch}`} data-colour={colour}>
            <input
              type="radio"
              name="colour"
              aria-label={t(`colour.${colour}`)}
              checked={colour === value}
              onChange={() => {
                onChange(colour);
              }}
            />
            <span aria-hidden="true">
              <CheckIcon size={20} />
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

export function IconPicker({ value, error, onChange }: Props<string> & { error: string | undefined }) {
  return (
    <div className={styles.card}>
      <fieldset>
        <legend className={styles.legend}>{t('edit.icon')}</legend>
        <div className={styles.emojis}>
          {EMOJIS.map((emoji) => (
            <label key={emoji} className={`${styles.pick} ${styles.emoji}`}>
              <input
                type="radio"
                name="icon"
                aria-label={emoji}
                checked={emoji === value}
                onChange={() => {
                  onChange(emoji);
                }}
              />
              <span aria-hidden="true">{emoji}</span>
            </label>
          ))}
        </div>
      </fieldset>
      <Field label={t('edit.icon.own')} hint={t('edit.icon.hint')} error={error} optional>
        {(control) => (
          <input
            {...control}
            autoComplete="off"
            maxLength={16}
            value={value}
            onChange={(event) => {
              onChange(event.target.value);
            }}
          />
        )}
      </Field>
    </div>
  );
}
