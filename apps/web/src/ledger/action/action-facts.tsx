import { ACTION_FIELDS, type ActionView, allowsOn } from '@gongyi/domain';
import { Text } from '@mantine/core';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { useFieldWords } from '../../ui/action/use-field-words.ts';
import { useBoard } from '../data/board-context.ts';
import classes from './action-drawer.module.css';

/** An action for those who may read but not change it. */
export function ActionFacts({ action }: { readonly action: ActionView }) {
  const { t } = useTranslation();
  const { campaign } = useBoard();
  const words = useFieldWords(campaign.units);
  const frozen = allowsOn(campaign.standing, 'action.edit', action);
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
            <dt>{words.label(name)}</dt>
            <dd>{words.value(name, action[name])}</dd>
          </Fragment>
        ))}
      </dl>
    </>
  );
}
