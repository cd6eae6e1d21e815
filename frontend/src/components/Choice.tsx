import { useId } from 'react';
import styles from './Choice.module.css';

type Option<Value extends string> = { value: Value; label: string };
type Props<Value extends string> = {
  legend: string;
  value: Value;
  options: readonly Option<Value>[];
  onChange: (value: Value) => void;
  hint?: string;
  hideLegend?: boolean;
};

/** One of a few: native radio buttons in the dress of a segmented control. */
export function Choice<Value extends string>({
  legend,
  value,
  options,
  onChange,
  hint,
  hideLegend,
}: Props<Value>) {
  const name = useId();
  const hintId = `${name}-hint`;
  return (
    <fieldset className={styles.group} aria-describedby={hint && hintId}>
      <legend className={hideLegend ? 'visually-hidden' : styles.legend}>{legend}</legend>
      <div className={styles.options}>
        {options.map((option) => (
          <label key={option.value} className={styles.option}>
            <input
              type="radio"
              name={name}
              checked={option.value === value}
              onChange={() => {
                onChange(option.value);
              }}
            />
            <span>{option.label}</span>
          </label>
        ))}
      </div>
      {hint && (
        <p id={hintId} className={styles.hint}>
          {hint}
        </p>
      )}
    </fieldset>
  );
}
