import { useTranslation } from 'react-i18next';
import type { Votes } from './use-votes.ts';
import classes from './vote-budget.module.css';

type Props = {
  readonly votes: Votes;
  /** Without the rules, where there is little room. */
  readonly brief?: boolean;
};

/**
 * The votes that one has left, always in sight while voting is open, why the last press did
 * nothing, and why they came back. Plain elements, for phones.
 */
export function VoteBudget({ votes, brief = false }: Props) {
  const { t } = useTranslation();
  const { open, left, budget, perPoint, refusal, returned } = votes;
  return (
    <div
      role="status"
      className={open || refusal !== null || returned !== null ? classes.bar : undefined}
      data-spent={left === 0 || undefined}
    >
      {open && (
        <p className={classes.words}>
          <strong className={classes.left}>{t('deliberate.votes.left', { count: left })}</strong>{' '}
          {!brief && <span className={classes.of}>{t('deliberate.votes.of', { budget, perPoint })}</span>}
        </p>
      )}
      {returned !== null && <p className={classes.returned}>{returned}</p>}
      {refusal !== null && <p className={classes.refusal}>{refusal}</p>}
    </div>
  );
}
