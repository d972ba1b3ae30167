import type { SessionDocument } from './session-connection.ts';

/**
 * What has become of what this person wrote. `changes` counts places (points), see `Unsaved`.
 * `isOnDevice` is false when they would be lost with the tab.
 */
export type SaveState =
  | { readonly kind: 'connecting'; readonly changes: number; readonly isOnDevice: boolean }
  /** Nothing of theirs is unconfirmed, and the page is live. */
  | { readonly kind: 'saved' }
  /** The same for somebody who has nothing to save. */
  | { readonly kind: 'live' }
  /** Under way, for no longer than that takes. */
  | { readonly kind: 'saving' }
  /** The connection stands, or stood a moment ago, and the server has not confirmed. */
  | { readonly kind: 'unconfirmed'; readonly changes: number; readonly isOnDevice: boolean }
  | { readonly kind: 'offline'; readonly changes: number; readonly isOnDevice: boolean }
  /** They may not write at present, as when the session was closed before their changes came. */
  | { readonly kind: 'held'; readonly changes: number; readonly isOnDevice: boolean }
  /** The server will not have this page. */
  | { readonly kind: 'refused'; readonly changes: number; readonly isOnDevice: boolean }
  /** The server did not accept some of theirs, and they have not taken note of it yet. */
  | { readonly kind: 'takenBack'; readonly changes: number };

/**
 * The only place where it is decided what a page says of its edits. It says `saved` only when the
 * server has acknowledged every one of them and the page hears from it: without a connection there
 * is always something else to say.
 */
export function saveStateOf(
  { status, synced, unsaved, takenBack }: Pick<SessionDocument, 'status' | 'synced' | 'unsaved' | 'takenBack'>,
  mayWrite: boolean,
): SaveState {
  const { changes, isOnDevice, isLate } = unsaved;
  const pending = { changes, isOnDevice };
  if (status === 'refused') return { kind: 'refused', ...pending };
  if (status === 'offline') return { kind: 'offline', ...pending };
  if (status === 'busy') return { kind: changes > 0 ? 'unconfirmed' : 'offline', ...pending };
  if (status === 'connecting' || !synced) return { kind: 'connecting', ...pending };
  if (!mayWrite && changes > 0) return { kind: 'held', ...pending };
  if (changes > 0) return isLate ? { kind: 'unconfirmed', ...pending } : { kind: 'saving' };
  if (takenBack !== null) return { kind: 'takenBack', changes: takenBack.changes };
  return mayWrite ? { kind: 'saved' } : { kind: 'live' };
}

/**
 * Whether single points should bear a mark that they are not sent: not for the moment that sending
 * takes.
 */
export function isWaiting({ kind }: SaveState): boolean {
  return kind !== 'saved' && kind !== 'live' && kind !== 'saving';
}

/** Whether it is worth interrupting somebody who listens to the page. */
export function isTrouble({ kind }: SaveState): boolean {
  return ['unconfirmed', 'offline', 'held', 'refused', 'takenBack'].includes(kind);
}

/**
 * The same with what waits beside the document: private points, until the server has confirmed
 * them.
 */
export function withPrivatePoints(
  save: SaveState,
  waiting: { readonly changes: number; readonly isOnDevice: boolean; readonly isLate: boolean },
  mayWrite: boolean,
): SaveState {
  if (waiting.changes === 0 || save.kind === 'takenBack') return save;
  const before = 'isOnDevice' in save ? save : { changes: 0, isOnDevice: true };
  const pending = {
    changes: before.changes + waiting.changes,
    isOnDevice: waiting.isOnDevice && (before.changes === 0 || before.isOnDevice),
  };
  if ('isOnDevice' in save) return { ...save, ...pending };
  if (!mayWrite) return { kind: 'held', ...pending };
  return waiting.isLate ? { kind: 'unconfirmed', ...pending } : { kind: 'saving' };
}
