import { useMemo } from 'react';
import type { SessionView } from '../../api/trpc.ts';
import { useAnnouncedPerson } from '../document/people.ts';
import { useBoard } from '../document/use-board.ts';
import { useSessionDocument } from '../document/use-session-document.ts';
import { cardsOf } from './rank-cards.ts';

/**
 * What a session decides about, live, for pages beside canvas and list. Who looks at it counts as
 * present.
 */
export function useSessionCards(session: SessionView) {
  const document = useSessionDocument(session);
  useAnnouncedPerson(document.awareness, session);
  const board = useBoard(document.doc);
  const cards = useMemo(() => cardsOf(board), [board]);
  return { document, cards };
}
