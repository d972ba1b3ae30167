import { allows } from '@gongyi/domain';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { SessionView } from '../api/trpc.ts';
import { OutcomeChip } from '../session/outcomes/outcome-chip.tsx';
import type { Outcome } from '../session/outcomes/outcomes.ts';
import type { Card } from '../session/outcomes/rank-cards.ts';
import { ThemeName } from '../session/points/theme-name.tsx';
import { ActionBadge, actionPath } from '../ui/action/action-badge.tsx';
import { useActionBadges } from '../ui/action/use-action-badges.ts';
import classes from './agree.module.css';

const ABOUT_CHARS = 20;

type Props = {
  readonly session: SessionView;
  readonly card: Card;
  readonly outcome: Outcome | undefined;
  readonly votes: number;
  readonly chosen: boolean;
  readonly onChoose: ((cards: readonly Card[], on: boolean) => void) | undefined;
};

/** One matter to decide: its words, votes, theme, and where it ended. */
export const AgreeRow = memo(function AgreeRow({ session, card, outcome, votes, chosen, onChoose }: Props) {
  const { t } = useTranslation();
  const badges = useActionBadges(session.id);
  const badge = card.points.flatMap(({ id }) => badges.get(id) ?? [])[0];
  const about = [...card.text].slice(0, ABOUT_CHARS).join('') || t('points.item.empty');
  const seesBoard = allows(session.me.standing, 'action.view');
  return (
    <li className={classes.row} data-chosen={chosen || undefined}>
      {onChoose !== undefined && (
        <input
          type="checkbox"
          className={classes.checkbox}
          aria-label={t('deliberate.agree.choose', { text: about })}
          checked={chosen && badge === undefined}
          disabled={badge !== undefined}
          onChange={() => onChoose([card], !chosen)}
        />
      )}
      <div className={classes.body}>
        <p className={classes.text}>{card.text || t('points.item.empty')}</p>
        {card.cluster !== null && (
          <details className={classes.members}>
            <summary>{t('deliberate.results.cluster', { count: card.points.length })}</summary>
            <ul>
              {card.points.map(({ id, text, author, unit }) => (
                <li key={id}>
                  {text} <span className={classes.soft}>{[author, unit].filter(Boolean).join(' · ')}</span>
                </li>
              ))}
            </ul>
          </details>
        )}
        <div className={classes.facts}>
          <ThemeName session={session} themeId={card.themeId} />
          {votes > 0 && <strong>{t('deliberate.votes.total', { count: votes })}</strong>}
          {badge !== undefined && (
            <ActionBadge badge={badge} to={seesBoard ? actionPath(session.campaignId, badge.actionId) : undefined} />
          )}
          {outcome !== undefined && outcome.kind !== 'promoted' && <OutcomeChip outcome={outcome} />}
        </div>
      </div>
    </li>
  );
});
