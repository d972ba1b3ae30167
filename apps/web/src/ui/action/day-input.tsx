import '@mantine/dates/styles.layer.css';
import 'dayjs/locale/zh-cn';
import { DateInput } from '@mantine/dates';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../i18n.ts';
import { parseDay } from './parse-day.ts';

type Props = {
  readonly label: string;
  readonly description?: string | undefined;
  /** YYYY-MM-DD */
  readonly value: string | null;
  readonly onChange: (day: string | null) => void;
  readonly required?: boolean;
  readonly withAsterisk?: boolean;
  readonly error?: ReactNode;
};

const CALENDAR_LANGUAGE = { 'zh-CN': 'zh-cn', en: 'en' } as const;

/** A day, chosen in a calendar of the person's language or typed in any of the usual ways. */
export function DayInput({ label, description, value, onChange, required, withAsterisk, error }: Props) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <DateInput
      label={label}
      description={description}
      placeholder={t('actions.form.deadlineHint')}
      value={value}
      onChange={onChange}
      valueFormat="YYYY-MM-DD"
      dateParser={parseDay}
      locale={CALENDAR_LANGUAGE[language]}
      monthLabelFormat={language === 'zh-CN' ? 'YYYY年M月' : 'MMMM YYYY'}
      yearLabelFormat={language === 'zh-CN' ? 'YYYY年' : 'YYYY'}
      ariaLabels={{
        previousMonth: t('actions.form.previousMonth'),
        nextMonth: t('actions.form.nextMonth'),
        previousYear: t('actions.form.previousYear'),
        nextYear: t('actions.form.nextYear'),
        previousDecade: t('actions.form.previousDecade'),
        nextDecade: t('actions.form.nextDecade'),
        monthLevelControl: t('actions.form.chooseMonth'),
        yearLevelControl: t('actions.form.chooseYear'),
      }}
      clearable={!required}
      required={required}
      withAsterisk={withAsterisk}
      error={error}
      autoComplete="off"
    />
  );
}
