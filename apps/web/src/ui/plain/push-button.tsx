import type { ComponentProps } from 'react';
import classes from './field.module.css';

type Props = Omit<ComponentProps<'button'>, 'className'> & {
  /** `quiet` is for the second choice beside or below the main one. */
  readonly look?: 'main' | 'quiet';
};

/** A button, in plain elements for the reason given at TextAreaField. */
export function PushButton({ look = 'main', ...button }: Props) {
  return <button type="button" {...button} className={look === 'main' ? classes.push : classes.quiet} />;
}
