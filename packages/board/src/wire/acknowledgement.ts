import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';

/**
 * How a page learns that its edits are stored. y-websocket has no such message, so this is one of
 * our own, for pages that ask: after its edits a page sends a mark with a number, and the server
 * sends the number back once everything that the page sent before it, and everything that the page
 * had when it connected, is committed. A server never sends it to a page that sent no mark.
 *
 * ```
 * frame = varUint 100, varUint number
 * ```
 */
export const MESSAGE_ACKNOWLEDGEMENT = 100;

/** The same frame in both directions. */
export function acknowledgementFrame(mark: number): Uint8Array<ArrayBuffer> {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, MESSAGE_ACKNOWLEDGEMENT);
  encoding.writeVarUint(encoder, mark);
  return encoding.toUint8Array(encoder);
}

/** What follows the message type. Throws when it is no number. */
export function readMark(decoder: decoding.Decoder): number {
  return decoding.readVarUint(decoder);
}

/**
 * Counts the edits of one page that are not known to be stored. It has no network: its owner sends
 * the marks.
 */
export interface UnacknowledgedEdits {
  /** The page's own person changed something. */
  edited(): void;
  /**
   * The mark to send now, or null when all that was edited has been marked on this connection. Send
   * it after the edits themselves.
   */
  nextMark(): number | null;
  /** The server sent a mark back. */
  acknowledged(mark: number): void;
  /** A new connection knows of no marks. */
  disconnected(): void;
  /** Edits that are not known to be stored. */
  readonly count: number;
}

export function createUnacknowledgedEdits(): UnacknowledgedEdits {
  let edits = 0;
  let marked = 0;
  let stored = 0;
  return {
    edited() {
      edits++;
    },
    nextMark() {
      if (marked === edits) return null;
      marked = edits;
      return marked;
    },
    acknowledged(mark) {
      // Never more than was marked, whatever comes.
      if (mark <= marked) stored = Math.max(stored, mark);
    },
    disconnected() {
      marked = stored;
    },
    get count() {
      return edits - stored;
    },
  };
}
