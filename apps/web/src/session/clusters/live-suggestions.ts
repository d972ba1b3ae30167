import { type Board, type Card, cardOfCluster, cardOfPoint } from '@gongyi/board';
import type { RouterOutputs } from '../../api/trpc.ts';

type Suggestions = RouterOutputs['suggestions']['list'];

export type LiveMerge = {
  /** The same until one of the texts changes: refusing it holds so long. */
  readonly key: string;
  /** Two or more: points, or clusters in which they are by now. */
  readonly cards: readonly Card[];
  readonly strength: Suggestions['merges'][number]['strength'];
  readonly shared: readonly string[];
};

export type LiveTheme = {
  readonly key: string;
  readonly card: Card;
  readonly themeId: string;
  readonly shared: readonly string[];
};

export type LiveSuggestions = {
  readonly merges: readonly LiveMerge[];
  readonly themes: readonly LiveTheme[];
  /** How many are left out because this device refused them. */
  readonly refused: number;
};

/**
 * What is left of an answer on the board as it is now: what was merged, moved or deleted since
 * then, by whomever, is no suggestion any more, and what was refused is none here.
 */
export function liveSuggestions(
  { merges, themes }: Suggestions,
  board: Board,
  isRefused: (key: string) => boolean,
): LiveSuggestions {
  const cardOf = new Map<string, Card>();
  const textOf = new Map<string, string>();
  for (const point of board.points) {
    cardOf.set(point.id, cardOfPoint(point));
    textOf.set(point.id, point.text);
  }
  for (const cluster of board.clusters) {
    const card = cardOfCluster(cluster);
    for (const member of cluster.members) {
      cardOf.set(member.id, card);
      textOf.set(member.id, member.text);
    }
  }
  let refused = 0;

  function keep<Live extends { readonly key: string }>(live: Live): Live[] {
    if (!isRefused(live.key)) return [live];
    refused += 1;
    return [];
  }

  const liveMerges = merges.flatMap(({ pointIds, strength, shared }): LiveMerge[] => {
    const there = pointIds.filter((id) => cardOf.has(id));
    const cards = [...new Set(there.flatMap((id) => cardOf.get(id) ?? []))];
    return cards.length < 2 ? [] : keep({ key: keyOf('merge', there), cards, strength, shared });
  });
  const liveThemes = themes.flatMap(({ pointId, themeId, shared }): LiveTheme[] => {
    const card = cardOf.get(pointId);
    if (card === undefined || card.themeId === themeId) return [];
    return keep({ key: keyOf(`theme ${themeId}`, [pointId]), card, themeId, shared });
  });
  return { merges: liveMerges, themes: liveThemes, refused };

  function keyOf(kind: string, pointIds: readonly string[]): string {
    const texts = [...pointIds].sort().map((id) => `${id} ${textOf.get(id) ?? ''}`);
    return shortHash([kind, ...texts].join('\n'));
  }
}

/**
 * 53 bits (cyrb53): a list of refusals stays small, and no text of the session stays on the device.
 */
function shortHash(text: string): string {
  let [a, b] = [0xdeadbeef, 0x41c6ce57];
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    a = Math.imul(a ^ unit, 2_654_435_761);
    b = Math.imul(b ^ unit, 1_597_334_677);
  }
  a = Math.imul(a ^ (a >>> 16), 2_246_822_507) ^ Math.imul(b ^ (b >>> 13), 3_266_489_909);
  b = Math.imul(b ^ (b >>> 16), 2_246_822_507) ^ Math.imul(a ^ (a >>> 13), 3_266_489_909);
  return (4_294_967_296 * (2_097_151 & b) + (a >>> 0)).toString(36);
}
