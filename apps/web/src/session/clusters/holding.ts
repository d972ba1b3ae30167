import type { Awareness } from 'y-protocols/awareness';
import { fieldOf, readPerson } from '../document/people.ts';

/** The field of an awareness state with the cards that somebody has in their hand. */
const HOLDING_FIELD = 'holding';

/**
 * Told again this often while cards are held; who is silent for longer than `STALE_MS` holds
 * nothing any more.
 */
const BEAT_MS = 3_000;
export const STALE_MS = 10_000;
/** An awareness state is small. */
const MOST_TOLD = 30;

export type Held = {
  readonly cardId: string;
  readonly clientId: number;
  readonly personId: string;
  /** Empty in an anonymous session. */
  readonly name: string;
};

export type Holding = {
  /** What the others hold. */
  readonly held: () => readonly Held[];
  readonly hold: (cardIds: Iterable<string>) => void;
  readonly release: () => void;
  readonly dispose: () => void;
};

type Heard = { readonly key: string; readonly at: number; readonly held: readonly Held[] };

const NOTHING: readonly Held[] = [];

/**
 * Tells the others which cards this page has in hand, and knows which they have. By our own clock:
 * theirs may be wrong by hours.
 */
export function createHolding(
  awareness: Awareness,
  onChange: (held: readonly Held[]) => void,
  now: () => number = Date.now,
): Holding {
  const heard = new Map<number, Heard>();
  let told: readonly Held[] = NOTHING;
  let beat: ReturnType<typeof setInterval> | undefined;
  let staleTimer: ReturnType<typeof setTimeout> | undefined;
  let count = 0;

  function tell(): void {
    clearTimeout(staleTimer);
    staleTimer = undefined;
    const fresh = [...heard.values()].filter(({ at }) => now() - at < STALE_MS);
    const next = fresh.flatMap(({ held }) => held);
    if (fresh.length > 0) {
      const oldest = Math.min(...fresh.map(({ at }) => at));
      staleTimer = setTimeout(tell, Math.max(1, oldest + STALE_MS - now()));
    }
    if (next.length === 0 && told.length === 0) return;
    told = next.length === 0 ? NOTHING : next;
    onChange(told);
  }

  function listen({ added, updated, removed }: Record<'added' | 'updated' | 'removed', number[]>): void {
    let isNews = false;
    for (const clientId of [...added, ...updated, ...removed]) {
      if (clientId === awareness.clientID) continue;
      const state = awareness.getStates().get(clientId);
      const holding = fieldOf(state, HOLDING_FIELD);
      const cards = fieldOf(holding, 'cards');
      if (!Array.isArray(cards) || cards.length === 0) {
        isNews = heard.delete(clientId) || isNews;
        continue;
      }
      const key = JSON.stringify(holding);
      if (heard.get(clientId)?.key === key) continue;
      const person = readPerson(state);
      const held = cards
        .filter((cardId) => typeof cardId === 'string')
        .slice(0, MOST_TOLD)
        .map((cardId) => ({ cardId, clientId, personId: person?.id ?? '', name: person?.name ?? '' }));
      heard.set(clientId, { key, at: now(), held });
      isNews = true;
    }
    if (isNews) tell();
  }

  function release(): void {
    if (beat === undefined) return;
    clearInterval(beat);
    beat = undefined;
    if (awareness.getLocalState() !== null) awareness.setLocalStateField(HOLDING_FIELD, null);
  }

  awareness.on('change', listen);
  listen({ added: [...awareness.getStates().keys()], updated: [], removed: [] });

  return {
    held: () => told,
    hold(cardIds) {
      release();
      const cards = [...cardIds].slice(0, MOST_TOLD);
      const say = (): void => {
        count += 1;
        awareness.setLocalStateField(HOLDING_FIELD, { cards, beat: count });
      };
      say();
      beat = setInterval(say, BEAT_MS);
    },
    release,
    dispose() {
      release();
      awareness.off('change', listen);
      clearTimeout(staleTimer);
    },
  };
}
