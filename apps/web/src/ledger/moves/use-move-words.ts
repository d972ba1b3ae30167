import { type ActionFieldName, type ActionMove, type ActionState, grantOf, MEMBER_ROLES, MOVES } from '@gongyi/domain';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { fieldNames } from '../../ui/action/field-names.ts';
import type { MovePlan } from './plan-move.ts';

export type MoveWords = {
  readonly state: (state: ActionState) => string;
  readonly move: (move: ActionMove) => string;
  readonly fields: (fields: readonly ActionFieldName[]) => string;
  /** Why a plan is no move; empty for one that is. */
  readonly reason: (plan: MovePlan) => string;
};

/** States, moves and the reasons against them in the person's language. */
export function useMoveWords(): MoveWords {
  const { t } = useTranslation();
  return useMemo(() => {
    const state = (name: ActionState) => t(`common.states.${name}`);
    const move = (name: ActionMove) => t(`actions.moves.${name}`);
    const fields = (names: readonly ActionFieldName[]) => fieldNames(t, names);
    const whoMay = (name: ActionMove) =>
      MEMBER_ROLES.flatMap((role) => {
        const grant = grantOf(role, MOVES[name].by);
        if (grant === 'none') return [];
        return grant === 'ownUnit' ? t('actions.refused.leadUnitLiaison') : t(`common.roles.${role}`);
      }).join(t('common.listSeparator'));
    const reason = (plan: MovePlan): string => {
      switch (plan.kind) {
        case 'same':
        case 'open':
          return '';
        case 'noMove':
          return plan.via === null
            ? t('actions.refused.noWay', { from: state(plan.from), to: state(plan.to) })
            : t('actions.refused.via', { from: state(plan.from), to: state(plan.to), via: state(plan.via) });
        case 'notYours':
          return t('actions.refused.notYours', { move: move(plan.move), who: whoMay(plan.move) });
        case 'applicant':
          return t('actions.refused.applicant');
        case 'incomplete':
          return t('actions.refused.incomplete', { fields: fields(plan.missing) });
      }
    };
    return { state, move, fields, reason };
  }, [t]);
}
