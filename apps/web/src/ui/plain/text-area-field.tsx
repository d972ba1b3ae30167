import { type ComponentProps, useId } from 'react';
import classes from './field.module.css';

type Props = ComponentProps<'textarea'> & {
  readonly label: string;
  readonly error?: string | null;
  /** As few lines as it takes, and a label that is only read aloud: where height is scarce. */
  readonly compact?: boolean;
};

/**
 * A labelled textarea. Plain elements and not Mantine's, as everything that the phone page shows:
 * the page must open quickly on a poor network, and Mantine's fields would be a tenth of what it
 * loads.
 */
export function TextAreaField({ label, error, compact = false, ...field }: Props) {
  const id = useId();
  const errorId = useId();
  return (
    <div>
      <label className={compact ? classes.spoken : classes.label} htmlFor={id}>
        {label}
      </label>
      <textarea
        {...field}
        id={id}
        className={compact ? `${classes.control} ${classes.growing}` : classes.control}
        aria-invalid={error ? true : undefined}
        aria-describedby={error ? errorId : undefined}
      />
      {error && (
        <p id={errorId} className={classes.error} role="alert">
          {error}
        </p>
      )}
    </div>
  );
}
