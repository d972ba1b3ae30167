import { type CSSProperties, type ReactNode, useId } from 'react';
import type { ThemeView } from '../../api/trpc.ts';
import classes from './theme-chips.module.css';

type Props = {
  readonly legend: string;
  readonly themes: readonly Pick<ThemeView, 'id' | 'name' | 'short' | 'color'>[];
  /** The id of the chosen theme; an id that no theme has chooses nothing. */
  readonly value: string;
  readonly onChange: (themeId: string) => void;
  /** A choice before the themes, with the value ''. */
  readonly allLabel?: string;
  /** Points per theme; '' for all. */
  readonly counts?: ReadonlyMap<string, number>;
  readonly error?: string | null;
  /** One row that scrolls sideways, instead of as many rows as it takes. */
  readonly inOneRow?: boolean;
  /** The legend is only read aloud. */
  readonly compact?: boolean;
};

/**
 * What is chosen is to be seen, also at the end of a row that scrolls. The page itself stays where
 * it is.
 */
function bringIntoRow(chip: HTMLElement | null): void {
  const row = chip?.parentElement;
  if (chip && row) row.scrollLeft = chip.offsetLeft - row.offsetLeft - (row.clientWidth - chip.offsetWidth) / 2;
}

/** A choice of theme: radio buttons that look like labels in the themes' colours. */
export function ThemeChips({
  legend,
  themes,
  value,
  onChange,
  allLabel,
  counts,
  error,
  inOneRow = false,
  compact = false,
}: Props) {
  const name = useId();
  const errorId = useId();
  const chip = (id: string, content: ReactNode, title: string, color?: string) => (
    <label
      key={id}
      ref={inOneRow && value === id ? bringIntoRow : undefined}
      className={classes.chip}
      title={title}
      style={color === undefined ? undefined : ({ '--theme-color': color } as CSSProperties)}
    >
      <input
        className={classes.radio}
        type="radio"
        name={name}
        checked={value === id}
        onChange={() => onChange(id)}
        aria-describedby={error ? errorId : undefined}
      />
      <span>{content}</span>
      {counts && <span className={classes.count}>{counts.get(id) ?? 0}</span>}
    </label>
  );
  return (
    <fieldset className={classes.group}>
      <legend className={compact ? classes.spoken : classes.legend}>{legend}</legend>
      <div className={inOneRow ? classes.row : classes.wrap}>
        {allLabel !== undefined && chip('', allLabel, allLabel)}
        {themes.map((theme) => chip(theme.id, theme.short, theme.name, theme.color))}
      </div>
      {error && (
        <p id={errorId} className={classes.error} role="alert">
          {error}
        </p>
      )}
    </fieldset>
  );
}
