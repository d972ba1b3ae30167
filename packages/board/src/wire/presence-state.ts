import type { Rect } from '../geometry/rect.ts';

/**
 * What a page shows of its person to all others in the session while it is open (Yjs awareness):
 * never stored, and lost with the page. The sync server says itself who the `person` is of a page
 * that shows one, lets `view` through only from those who may lead, and while points are written
 * privately nothing but `OPEN_PRESENCE_FIELDS`. In an anonymous session only
 * `NAMELESS_PRESENCE_FIELDS` go out, under a client id and with a person's id that nobody knows but
 * the server, and no page is sent those of its own person.
 */
export type PresenceState = {
  /** As on the points that they write: in an anonymous session without name and unit. */
  readonly person?: { readonly id: string; readonly name: string; readonly unit: string } | null;
  /** The pointer, page pixels. */
  readonly cursor?: { readonly x: number; readonly y: number } | null;
  /** The point or cluster that they have in hand. */
  readonly holding?: string | null;
  /**
   * Milliseconds by the clock of the page that holds, said again every few seconds while it does.
   * Clocks differ, so others do not compare it with theirs: a hold that has said nothing new for
   * `STALE_HOLD_MS` is over.
   */
  readonly heldSince?: number | null;
  /** The stage for which they are ready, in the words of the pages. */
  readonly ready?: string | null;
  /** Which summons they follow. */
  readonly following?: string | number | null;
  /** What a leader looks at, page pixels. */
  readonly view?: Rect | null;
};

/**
 * What everybody may know of everybody, also while they write privately: that they are there, and
 * ready.
 */
export const OPEN_PRESENCE_FIELDS = ['person', 'ready'] as const satisfies readonly (keyof PresenceState)[];

/**
 * What may be known of those who must not be told apart. `view` shows where a leader is, and not
 * who.
 */
export const NAMELESS_PRESENCE_FIELDS = ['person', 'ready', 'view'] as const satisfies readonly (keyof PresenceState)[];

export const STALE_HOLD_MS = 10_000;
