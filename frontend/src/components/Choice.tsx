import { useId } from 'react';
import styles from './Choice.module.css';

type Option<Value extends string> = { value: Value; label: string };
type Props<Value extends string> = {
  legend: string;
  value: Value;
  options: readonly Option<Value>[];
  onChange: (value: Value) => void;
  hideLegend?: boolean;
};

/** One of a few: native radio buttons in the dress of a segmented control. */
export function Choice<Value extends string>({ legend, value, options, onChange, hideLegend }: Props<Value>) {
  const name = useId();
  return (
    <fieldset className={styles.group}>
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
    </fieldset>
  );
}
