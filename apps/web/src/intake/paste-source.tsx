import { SegmentedControl, Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './intake-page.module.css';
import { PASTE_UNITS } from './rows/split-paste.ts';
import type { PasteRows } from './use-paste-rows.ts';

export function PasteSource({ paste, disabled }: { readonly paste: PasteRows; readonly disabled: boolean }) {
  const { t } = useTranslation();
  return (
    <div className={classes.source}>
      <Textarea
        label={t('intake.paste.label')}
        placeholder={t('intake.paste.placeholder')}
        minRows={7}
        rows={9}
        disabled={disabled}
        value={paste.text}
        onChange={({ currentTarget }) => paste.setText(currentTarget.value)}
      />
      <div className={classes.choice}>
        <span id="paste-unit">{t('intake.paste.unit')}</span>
        <SegmentedControl
          aria-labelledby="paste-unit"
          disabled={disabled}
          value={paste.unit}
          onChange={(value) => paste.setUnit(PASTE_UNITS.find((unit) => unit === value) ?? 'auto')}
          data={PASTE_UNITS.map((value) => ({ value, label: t(`intake.paste.units.${value}`) }))}
        />
      </div>
    </div>
  );
}
