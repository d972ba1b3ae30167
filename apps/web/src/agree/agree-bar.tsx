import { type Disposition, LIMITS } from '@gongyi/domain';
import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Card } from '../session/outcomes/rank-cards.ts';
import classes from './agree.module.css';

type Props = {
  readonly chosen: readonly Card[];
  /** How many points these are. */
  readonly points: number;
  readonly mayDispose: boolean;
  readonly mayPromote: boolean;
  /** All that is chosen was decided already. */
  readonly decided: boolean;
  readonly onPromote: () => void;
  readonly onDispose: (disposition: Disposition) => void;
  readonly onTakeBack: () => void;
  readonly onClear: () => void;
};

/** What can be said of the chosen cards; stays in sight while the list scrolls. */
export function AgreeBar(props: Props) {
  const { chosen, points, mayDispose, mayPromote, decided, onPromote, onDispose, onTakeBack, onClear } = props;
  const { t } = useTranslation();
  const none = chosen.length === 0;
  const isTooMany = points > LIMITS.pointsPerPromotion;
  return (
    <div className={classes.bar} data-empty={none || undefined}>
      <span role="status" className={classes.chosen}>
        {none ? t('deliberate.agree.nothingChosen') : t('deliberate.agree.chosen', { count: chosen.length })}
        {mayPromote && isTooMany && ` · ${t('deliberate.agree.tooMany', { max: LIMITS.pointsPerPromotion })}`}
      </span>
      {!none && (
        <div className={classes.buttons}>
          <Button variant="subtle" onClick={onClear}>
            {t('deliberate.agree.clear')}
          </Button>
          {mayDispose && decided && (
            <Button variant="default" onClick={onTakeBack}>
              {t('deliberate.agree.undo')}
            </Button>
          )}
          {mayDispose && (
            <Button variant="default" onClick={() => onDispose('deferred')}>
              {t('deliberate.agree.deferred')}
            </Button>
          )}
          {mayDispose && (
            <Button variant="default" onClick={() => onDispose('notAdopted')}>
              {t('deliberate.agree.notAdopted')}
            </Button>
          )}
          {mayPromote && (
            <Button onClick={onPromote} disabled={isTooMany} title={t('deliberate.agree.promoteHint')}>
              {t('deliberate.agree.promote')}
            </Button>
          )}
        </div>
      )}
    </div>
  );
}
