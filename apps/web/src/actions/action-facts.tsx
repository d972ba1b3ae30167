import { type ActionView, allows } from '@gongyi/domain';
import { Text } from '@mantine/core';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './action-drawer.module.css';
import { ACTION_FIELDS, type ActionFieldName } from './action-fields.ts';
import { useBoard } from './board-context.ts';
import { useFieldWords } from './use-field-words.ts';

const LABELS = {
  problem: 'actions.form.problem',
  goal: 'actions.form.goal',
  measure: 'actions.form.measure',
  leadUnitId: 'actions.form.leadUnit',
  supportUnitIds: 'actions.form.supportUnits',
  leader: 'actions.form.leader',
  owners: 'actions.form.ownersPlain',
  deadline: 'actions.form.deadline',
  committed: 'actions.form.commitment',
} as const satisfies Record<ActionFieldName, string>;

/** An action for those who may read but not change it. */
export function ActionFacts({ action }: { readonly action: ActionView }) {
  const { t } = useTranslation();
  const { campaign } = useBoard();
  const words = useFieldWords(campaign.units);
  const frozen = allows(campaign.standing, 'action.edit', action.leadUnitId);
  return (
    <>
      <Text c="dimmed" size="sm" mb="sm">
        {frozen
          ? t('actions.drawer.frozen', { state: t(`common.states.${action.state}`) })
          : t('actions.drawer.readOnly')}
      </Text>
      <dl className={classes.facts}>
        {ACTION_FIELDS.map((name) => (
          <Fragment key={name}>
            <dt>{t(LABELS[name])}</dt>
            <dd>{words.value(name, action[name])}</dd>
          </Fragment>
        ))}
      </dl>
    </>
  );
}
