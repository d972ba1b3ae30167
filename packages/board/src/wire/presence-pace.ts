import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';

/**
 * How often it is worth telling the server what a page shows of its person (cursor, selection): the
 * server passes it on at most once in so many milliseconds, less often the more people there are.
 * y-websocket has no such message, so this is one of our own, sent only to pages that ask for
 * acknowledgements; each one replaces the last.
 *
 * ```
 * frame = varUint 101, varUint milliseconds
 * ```
 */
export const MESSAGE_PRESENCE_PACE = 101;

export function presencePaceFrame(milliseconds: number): Uint8Array<ArrayBuffer> {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, MESSAGE_PRESENCE_PACE);
  encoding.writeVarUint(encoder, milliseconds);
  return encoding.toUint8Array(encoder);
}

/** What follows the message type. Throws when it is no number. */
export function readPresencePace(decoder: decoding.Decoder): number {
  return decoding.readVarUint(decoder);
}
