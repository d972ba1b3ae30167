import type { PointIndex } from '@gongyi/board';
import type { ActionBadge as Badge, PointSource } from '@gongyi/domain';
import type { Signal } from '@tldraw/tldraw';
import { createContext, useContext } from 'react';
import type { Doc } from 'yjs';
import type { ThemeView } from '../../api/trpc.ts';
import type { AreaModel } from '../window/area-model.ts';
import type { CardSearch } from './card-search.ts';
import type { CardVoting } from './card-voting.ts';

/**
 * What the parts that tldraw draws need to know. Its identity changes with the language and the
 * themes only.
 */
export type CardSurroundings = {
  readonly doc: Doc;
  readonly campaignId: string;
  readonly maySeeActions: boolean;
  readonly themeById: ReadonlyMap<string, ThemeView>;
  readonly index: PointIndex;
  readonly areas: AreaModel;
  readonly search: CardSearch;
  /** By point id. A signal, so that one promoted card is drawn again and not all. */
  readonly badges: Signal<ReadonlyMap<string, Badge>>;
  readonly voting: CardVoting;
  /**
   * Here and not asked of i18next by each card: thousands of subscriptions for a handful of words.
   */
  readonly words: CardWords;
};

export type CardWords = {
  readonly noAuthor: string;
  readonly empty: string;
  readonly members: (count: number) => string;
  readonly votes: (count: number) => string;
  readonly ownVotes: (count: number) => string;
  /** What the button does that gives a vote to the card with these words. */
  readonly endorse: (text: string) => string;
  readonly sources: Readonly<Record<PointSource, string>>;
};

const CardContext = createContext<CardSurroundings | null>(null);
export const CardProvider = CardContext.Provider;

export function useCardSurroundings(): CardSurroundings {
  const surroundings = useContext(CardContext);
  if (surroundings === null) throw new Error('cards are drawn inside a CardProvider only');
  return surroundings;
}
