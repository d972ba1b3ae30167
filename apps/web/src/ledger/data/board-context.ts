import { createContext, type RefObject, useContext } from 'react';
import type { CampaignView, ThemeView } from '../../api/trpc.ts';
import type { MoveRequest } from './use-move-requests.ts';

export type Board = {
  readonly campaign: CampaignView;
  readonly themes: ReadonlyMap<string, ThemeView>;
  readonly unitNames: ReadonlyMap<string, string>;
  readonly requestMove: (request: MoveRequest) => void;
  /** The action whose card has just moved: its new card takes the focus that the old one lost. */
  readonly refocus: RefObject<string | null>;
  readonly openAction: (actionId: string) => void;
};

export const BoardContext = createContext<Board | null>(null);

/** What every card and the drawer need to know of the board around them. Only below BoardPage. */
export function useBoard(): Board {
  const board = useContext(BoardContext);
  if (board === null) throw new Error('useBoard outside of BoardPage');
  return board;
}
