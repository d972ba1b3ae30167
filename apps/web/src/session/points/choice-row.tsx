import { useId } from 'react';
import classes from './choice-row.module.css';

type Choice<Value> = { readonly value: Value; readonly label: string };

type Props<Value> = {
  readonly legend: string;
  readonly choices: readonly Choice<Value>[];
  readonly value: Value | null;
  readonly onChange: (value: Value | null) => void;
  /** Choosing what is chosen already leaves nothing chosen. */
  readonly optional?: boolean;
};

/**
 * A choice among a few short words, each one tap away. The legend is only read aloud: the words say
 * what they are.
 */
export function ChoiceRow<Value extends string>({ legend, choices, value, onChange, optional = false }: Props<Value>) {
  const name = useId();
  return (
    <fieldset className={classes.group}>
      <legend className={classes.legend}>{legend}</legend>
      {choices.map((choice) => (
        <label key={choice.value} className={classes.choice}>
          <input
            className={classes.input}
            type={optional ? 'checkbox' : 'radio'}
            name={name}
            checked={choice.value === value}
            onChange={({ currentTarget }) => onChange(currentTarget.checked ? choice.value : null)}
          />
          {choice.label}
        </label>
      ))}
    </fieldset>
  );
}
