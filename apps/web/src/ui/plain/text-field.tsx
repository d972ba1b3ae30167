import { type ComponentProps, type ReactNode, useId } from 'react';
import classes from './field.module.css';

type Props = ComponentProps<'input'> & {
  readonly label: string;
  readonly hint?: string;
  readonly error?: string | null;
  /** What hangs below the input, such as suggestions. */
  readonly children?: ReactNode;
};

/** A labelled line of text, in plain elements for the reason given at TextAreaField. */
export function TextField({ label, hint, error, children, ...field }: Props) {
  const id = useId();
  const hintId = useId();
  const errorId = useId();
  return (
    <div>
      <label className={classes.label} htmlFor={id}>
        {label}
      </label>
      {hint && (
        <p id={hintId} className={classes.hint}>
          {hint}
        </p>
      )}
      <div className={classes.anchor}>
        <input
          {...field}
          id={id}
          className={[classes.control, field.className].filter(Boolean).join(' ')}
          aria-invalid={error ? true : undefined}
          aria-describedby={[hint && hintId, error && errorId].filter(Boolean).join(' ') || undefined}
        />
        {children}
      </div>
      {error && (
        <p id={errorId} className={classes.error} role="alert">
          {error}
        </p>
      )}
    </div>
  );
}
