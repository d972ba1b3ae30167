import { createContext, type ReactNode, useContext } from 'react';
import type { Votes } from './use-votes.ts';

const VotesContext = createContext<Votes | null>(null);

type Props = { readonly votes: Votes | null; readonly children: ReactNode };

/**
 * Gives the votes to the points below. Around a list of memoised rows, so that a vote draws the
 * steppers again and not the rows.
 */
export function VotesProvider({ votes, children }: Props) {
  return <VotesContext value={votes}>{children}</VotesContext>;
}

/** Null where nobody votes. */
export function useVotesHere(): Votes | null {
  return useContext(VotesContext);
}
