import { createEncoder, toUint8Array, writeVarUint, writeVarUint8Array } from 'lib0/encoding';
import { type Awareness, encodeAwarenessUpdate } from 'y-protocols/awareness';
import { messageAwareness } from 'y-websocket';

/**
 * What a server says of somebody, as they said it last; `gone`: that they are not there any more.
 */
export function presenceFrame(theirs: Awareness, { gone = false } = {}): Uint8Array {
  const encoder = createEncoder();
  writeVarUint(encoder, messageAwareness);
  writeVarUint8Array(encoder, encodeAwarenessUpdate(theirs, [theirs.clientID], gone ? new Map() : theirs.getStates()));
  return toUint8Array(encoder);
}
