import { THEME_COLORS } from '@gongyi/domain';
import { Popover, UnstyledButton } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './color-choice.module.css';

/**
 * Names of THEME_COLORS, in their order: a colour that cannot be told apart by eye still has a
 * word.
 */
const NAMES = [
  'red',
  'blue',
  'green',
  'violet',
  'amber',
  'teal',
  'plum',
  'slate',
  'olive',
  'navy',
  'brick',
  'moss',
] as const;

type Props = { readonly color: string; readonly onChange: (color: string) => void };

/**
 * A palette and not a colour picker: every colour in it carries white text legibly, on paper and on
 * a projector.
 */
export function ColorChoice({ color, onChange }: Props) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const wordOf = (candidate: string) => {
    const name = NAMES[THEME_COLORS.indexOf(candidate.toUpperCase())];
    return name === undefined ? candidate : t(`campaigns.colors.${name}`);
  };
  return (
    <div>
      <span className={classes.label} aria-hidden>
        {t('campaigns.wizard.color')}
      </span>
      <Popover opened={open} onChange={setOpen} trapFocus withArrow shadow="md">
        <Popover.Target>
          <UnstyledButton
            className={classes.current}
            style={{ background: color }}
            aria-label={t('campaigns.wizard.colorOf', { color: wordOf(color) })}
            onClick={() => setOpen(!open)}
          />
        </Popover.Target>
        <Popover.Dropdown>
          <div className={classes.palette}>
            {THEME_COLORS.map((candidate) => (
              <UnstyledButton
                key={candidate}
                className={classes.swatch}
                style={{ background: candidate }}
                aria-label={wordOf(candidate)}
                aria-pressed={candidate === color}
                title={wordOf(candidate)}
                onClick={() => {
                  onChange(candidate);
                  setOpen(false);
                }}
              >
                {candidate === color && <IconCheck size={20} aria-hidden />}
              </UnstyledButton>
            ))}
          </div>
        </Popover.Dropdown>
      </Popover>
    </div>
  );
}
