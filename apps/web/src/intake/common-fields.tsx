import { INBOX_THEME_ID, LIMITS, POINT_CATEGORIES, POINT_CHANNELS, POINT_LEVELS, POINT_SOURCES } from '@gongyi/domain';
import { Autocomplete, NativeSelect, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { SessionView } from '../api/trpc.ts';
import classes from './intake-page.module.css';
import type { CommonFields } from './rows/intake-row.ts';

type Props = {
  readonly session: SessionView;
  readonly common: CommonFields;
  readonly onChange: (change: Partial<CommonFields>) => void;
};

/** What is said once for all rows. */
export function CommonFieldsForm({ session, common, onChange }: Props) {
  const { t } = useTranslation();
  const { anonymous } = session;
  const none = { value: '', label: t('intake.common.none') };
  return (
    <section className={classes.section} aria-labelledby="intake-common">
      <h2 id="intake-common" className={classes.heading}>
        {t('intake.common.heading')}
      </h2>
      <p className={classes.hint}>{t(anonymous ? 'intake.common.anonymous' : 'intake.common.hint')}</p>
      <div className={classes.fields}>
        <NativeSelect
          label={t('intake.fields.theme')}
          value={common.themeId}
          onChange={({ currentTarget }) => onChange({ themeId: currentTarget.value })}
          data={[
            { value: INBOX_THEME_ID, label: t('intake.common.themeInbox') },
            ...session.themes.map(({ id, short }) => ({ value: id, label: short })),
          ]}
        />
        <NativeSelect
          label={t('intake.fields.source')}
          value={common.source ?? ''}
          onChange={({ currentTarget: { value } }) =>
            onChange({ source: POINT_SOURCES.find((source) => source === value) ?? null })
          }
          data={[none, ...POINT_SOURCES.map((value) => ({ value, label: t(`points.sources.${value}`) }))]}
        />
        <Autocomplete
          label={t('intake.fields.channel')}
          placeholder={t('intake.common.none')}
          maxLength={LIMITS.channelChars}
          value={common.channel}
          onChange={(channel) => onChange({ channel: channel.trim() })}
          data={POINT_CHANNELS.map((channel) => t(`intake.channels.${channel}`))}
        />
        {!anonymous && (
          <>
            <Autocomplete
              label={t('intake.fields.unit')}
              placeholder={t('intake.common.none')}
              maxLength={LIMITS.unitNameChars}
              value={common.unit}
              onChange={(unit) => onChange({ unit: unit.trim() })}
              data={[...new Set(session.units.map(({ name }) => name))]}
              limit={20}
            />
            <TextInput
              label={t('intake.fields.proposer')}
              placeholder={t('intake.common.none')}
              maxLength={LIMITS.personNameChars}
              value={common.proposer}
              onChange={({ currentTarget }) => onChange({ proposer: currentTarget.value.trimStart() })}
            />
          </>
        )}
        <NativeSelect
          label={t('intake.fields.category')}
          value={common.category}
          onChange={({ currentTarget: { value } }) =>
            onChange({ category: POINT_CATEGORIES.find((category) => category === value) ?? 'problem' })
          }
          data={POINT_CATEGORIES.map((value) => ({ value, label: t(`points.categories.${value}`) }))}
        />
        <NativeSelect
          label={t('intake.fields.level')}
          value={common.level ?? ''}
          onChange={({ currentTarget: { value } }) =>
            onChange({ level: POINT_LEVELS.find((level) => level === value) ?? null })
          }
          data={[none, ...POINT_LEVELS.map((value) => ({ value, label: t(`points.levels.${value}`) }))]}
        />
      </div>
    </section>
  );
}
