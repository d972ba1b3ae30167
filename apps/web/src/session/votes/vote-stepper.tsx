import { useTranslation } from 'react-i18next';
import { sumVotes } from './sum-votes.ts';
import type { Votes } from './use-votes.ts';
import classes from './vote-stepper.module.css';
import { useVotesHere } from './votes-context.tsx';

type Props = {
  readonly votes: Votes;
  readonly targetId: string;
  /** The beginning of its words, which tells one stepper from the others. */
  readonly about: string;
  /**
   * The points of a cluster: votes that they got before they were merged count with it, and can be
   * taken back.
   */
  readonly memberIds?: readonly string[];
};

const NO_MEMBERS: readonly string[] = [];

/**
 * Gives votes to a point and takes them back. Buttons that cannot do anything now stay in reach,
 * and say why when pressed. Without open voting only the total. Plain elements, because phones use
 * it.
 */
export function VoteStepper({ votes, targetId, about, memberIds = NO_MEMBERS }: Props) {
  const { t } = useTranslation();
  const ids = [targetId, ...memberIds];
  const { own, total } = sumVotes(votes, ids);
  if (!votes.open) {
    if (total === null || total === 0) return null;
    return <span className={classes.total}>{t('deliberate.votes.total', { count: total })}</span>;
  }
  const mayGive = votes.left > 0 && own < votes.perPoint;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset's legend has no place in a row of buttons
    <span role="group" className={classes.stepper} aria-label={t('deliberate.votes.about', { text: about })}>
      {own > 0 && (
        <button
          type="button"
          className={classes.step}
          aria-label={t('deliberate.votes.withdraw', { text: about })}
          onClick={() => votes.withdraw(ids)}
        >
          −
        </button>
      )}
      {own > 0 && (
        <span className={classes.own}>
          <span className={classes.hidden}>{t('deliberate.votes.own', { count: own })}</span>
          <span aria-hidden>{own}</span>
        </span>
      )}
      <button
        type="button"
        className={own > 0 ? classes.step : classes.first}
        aria-label={t('deliberate.votes.cast', { text: about })}
        aria-disabled={!mayGive || undefined}
        onClick={() => votes.cast(targetId)}
      >
        {own > 0 ? '+' : t('deliberate.votes.endorse')}
      </button>
      {total !== null && total > 0 && (
        <span className={classes.total}>{t('deliberate.votes.total', { count: total })}</span>
      )}
    </span>
  );
}

/** The stepper of a point in a list: nothing where nobody votes. */
export function PointVotes(props: Omit<Props, 'votes'>) {
  const votes = useVotesHere();
  return votes && <VoteStepper {...props} votes={votes} />;
}
