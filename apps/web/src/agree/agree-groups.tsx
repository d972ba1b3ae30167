import { useTranslation } from 'react-i18next';
import type { SessionView } from '../api/trpc.ts';
import type { Outcome } from '../session/outcomes/outcomes.ts';
import type { Card } from '../session/outcomes/rank-cards.ts';
import classes from './agree.module.css';
import { AgreeRow } from './agree-row.tsx';

type Props = {
  readonly session: SessionView;
  readonly cards: readonly Card[];
  readonly outcomes: ReadonlyMap<string, Outcome>;
  readonly votes: ReadonlyMap<string, number>;
  readonly order: 'theme' | 'votes';
  readonly chosen: ReadonlySet<string>;
  /** Left out for people who decide nothing. */
  readonly onChoose: ((cards: readonly Card[], on: boolean) => void) | undefined;
};

/** The cards under their themes, or all in one by their votes. */
export function AgreeGroups({ session, cards, order, votes, ...row }: Props) {
  const { t } = useTranslation();
  const byVotes = [...cards].sort((a, b) => (votes.get(b.id) ?? 0) - (votes.get(a.id) ?? 0));
  const inTheme = (themeId: string) => byVotes.filter((card) => card.themeId === themeId);
  const known = new Set(session.themes.map(({ id }) => id));
  const groups =
    order === 'votes'
      ? [{ id: 'all', name: t('deliberate.agree.filter.all'), cards: byVotes }]
      : [
          ...session.themes.map(({ id, name }) => ({ id, name, cards: inTheme(id) })),
          { id: 'inbox', name: t('summary.inbox'), cards: byVotes.filter(({ themeId }) => !known.has(themeId)) },
        ];
  const filled = groups.filter((group) => group.cards.length > 0);
  return filled.map((group) => (
    <section key={group.id} aria-labelledby={`agree-${group.id}`}>
      <div className={classes.head}>
        <h2 id={`agree-${group.id}`} className={classes.heading}>
          {group.name} <span className={classes.soft}>{group.cards.length}</span>
        </h2>
        <ChooseAll {...row} name={group.name} cards={group.cards} />
      </div>
      <ul className={classes.rows}>
        {group.cards.map((card) => (
          <AgreeRow
            key={card.id}
            session={session}
            card={card}
            outcome={row.outcomes.get(card.id)}
            votes={votes.get(card.id) ?? 0}
            chosen={row.chosen.has(card.id)}
            onChoose={row.onChoose}
          />
        ))}
      </ul>
    </section>
  ));
}

type ChooseAllProps = Pick<Props, 'cards' | 'outcomes' | 'chosen' | 'onChoose'> & { readonly name: string };

function ChooseAll({ name, cards, outcomes, chosen, onChoose }: ChooseAllProps) {
  const { t } = useTranslation();
  const free = cards.filter(({ id }) => outcomes.get(id)?.kind !== 'promoted');
  if (onChoose === undefined || free.length === 0) return null;
  const all = free.every(({ id }) => chosen.has(id));
  const some = !all && free.some(({ id }) => chosen.has(id));
  return (
    <label className={classes.all}>
      <input
        type="checkbox"
        className={classes.checkbox}
        checked={all}
        ref={(box) => {
          if (box !== null) box.indeterminate = some;
        }}
        onChange={() => onChoose(free, !all)}
      />
      {t('deliberate.agree.chooseAll', { theme: name })}
    </label>
  );
}
