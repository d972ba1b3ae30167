import { IconPlus } from '@tabler/icons-react';
import { useValue } from '@tldraw/tldraw';
import { useCardSurroundings } from './card-context.ts';
import classes from './card-votes.module.css';
import { OWN_PRESS } from './own-press.ts';

const ABOUT_CHARS = 20;

type Props = {
  /** Of a point or a cluster. */
  readonly id: string;
  readonly text: string;
  readonly memberCount: number;
};

/**
 * In the foot of a card: its votes and, while voting is open, one's own and a button that gives it
 * another. Drawn again for these alone.
 */
export function CardVotes({ id, text, memberCount }: Props) {
  const { index, voting, words } = useCardSurroundings();
  const { isOpen, hasLeft, perPoint } = useValue(voting.terms);
  const own = useValue('own votes', () => sumOf('own'), [voting, index, id, memberCount]);
  const total = useValue('votes', () => sumOf('total'), [voting, index, id, memberCount]);

  function sumOf(which: 'own' | 'total'): number {
    const ids = [id, ...(index.get(id)?.members ?? []).map((member) => member.id)];
    return ids.reduce((sum, target) => sum + voting.votesOf(target).get()[which], 0);
  }

  const about = [...text].slice(0, ABOUT_CHARS).join('') || words.empty;
  return (
    <>
      {total > 0 && (
        <span className={classes.total} data-votes>
          {words.votes(total)}
        </span>
      )}
      {isOpen && own > 0 && <span className={classes.hidden}>{words.ownVotes(own)}</span>}
      {isOpen && (
        <button
          {...OWN_PRESS}
          type="button"
          // Whoever uses the keyboard goes from card to card, and gives votes with a key.
          tabIndex={-1}
          className={classes.give}
          aria-label={words.endorse(about)}
          aria-disabled={!(hasLeft && own < perPoint) || undefined}
          data-own={own > 0 || undefined}
          data-vote-button
          // The canvas keeps the focus, and with it the keys.
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => voting.give(id)}
        >
          <span className={classes.pill} aria-hidden>
            {own > 0 ? own : ''}
            <IconPlus size={16} stroke={2.5} />
          </span>
        </button>
      )}
    </>
  );
}
