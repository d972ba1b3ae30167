import { LIMITS } from '@gongyi/domain';
import { type KeyboardEvent, type Ref, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { TextField } from '../ui/plain/text-field.tsx';
import { suggestUnits } from './suggest-units.ts';
import classes from './unit-field.module.css';

type Props = {
  readonly units: readonly string[];
  readonly value: string;
  readonly onChange: (unit: string) => void;
  readonly error: string | null;
  readonly fieldRef: Ref<HTMLInputElement>;
};

/** The unit: any text, with the campaign's units to choose from. */
export function UnitField({ units, value, onChange, error, fieldRef }: Props) {
  const { t } = useTranslation();
  const listId = useId();
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(-1);
  const suggestions = suggestUnits(units, value);
  const expanded = open && suggestions.length > 0;
  const optionId = (index: number): string => `${listId}-${index}`;

  function choose(unit: string): void {
    onChange(unit);
    setOpen(false);
  }

  function show(index: number): void {
    setOpen(true);
    setActive(index);
    document.getElementById(optionId(index))?.scrollIntoView({ block: 'nearest' });
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.nativeEvent.isComposing) return;
    const count = suggestions.length;
    const chosen = expanded ? suggestions[active] : undefined;
    if (event.key === 'Escape' && expanded) setOpen(false);
    else if (event.key === 'Enter' && chosen !== undefined) choose(chosen);
    else if (event.key === 'ArrowDown' && count > 0) show(active + 1 >= count ? 0 : active + 1);
    else if (event.key === 'ArrowUp' && count > 0) show(active <= 0 ? count - 1 : active - 1);
    else return;
    event.preventDefault();
  }

  return (
    <TextField
      ref={fieldRef}
      label={t('points.join.unit')}
      hint={t('points.join.unitHint')}
      error={error}
      value={value}
      maxLength={LIMITS.unitNameChars}
      autoComplete="off"
      role="combobox"
      aria-autocomplete="list"
      aria-expanded={expanded}
      aria-controls={expanded ? listId : undefined}
      aria-activedescendant={expanded && active >= 0 ? optionId(active) : undefined}
      required
      onChange={({ currentTarget }) => {
        onChange(currentTarget.value);
        setOpen(true);
        setActive(-1);
      }}
      onFocus={() => setOpen(true)}
      onBlur={() => setOpen(false)}
      onKeyDown={onKeyDown}
    >
      {expanded && (
        <div id={listId} role="listbox" aria-label={t('points.join.units')} className={classes.list}>
          {suggestions.map((unit, index) => (
            <div
              key={unit}
              id={optionId(index)}
              role="option"
              tabIndex={-1}
              aria-selected={index === active}
              className={classes.option}
              // Keeps the focus in the field, whose loss would take the list away before the click.
              onPointerDown={(event) => event.preventDefault()}
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => choose(unit)}
              onKeyDown={undefined}
            >
              {unit}
            </div>
          ))}
        </div>
      )}
    </TextField>
  );
}
