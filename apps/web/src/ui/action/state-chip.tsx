import type { ActionState } from '@gongyi/domain';
import { useTranslation } from 'react-i18next';
import classes from './state-chip.module.css';

/** A state, in words and in its colour; never by colour alone. */
export function StateChip({ state }: { readonly state: ActionState }) {
  const { t } = useTranslation();
  return (
    <span className={classes.chip} data-state={state}>
      {t(`common.states.${state}`)}
    </span>
  );
}
