/**
 * A frame, or several after each other, for many sockets, with the WebSocket headers written once:
 * a server's frames are not masked, so they are the same bytes for everybody, and most of what a
 * busy room costs is writing to sockets.
 */
export interface SharedFrame {
  /** With the headers. Must not be changed. */
  readonly bytes: Buffer;
}

const FINAL_BINARY = 0x82;
const LENGTH_16 = 126;
const LENGTH_64 = 127;

export function createSharedFrame(message: Uint8Array): SharedFrame {
  const { length } = message;
  const headerBytes = length < LENGTH_16 ? 2 : length < 65_536 ? 4 : 10;
  const bytes = Buffer.allocUnsafe(headerBytes + length);
  bytes[0] = FINAL_BINARY;
  if (headerBytes === 2) bytes[1] = length;
  else if (headerBytes === 4) {
    bytes[1] = LENGTH_16;
    bytes.writeUInt16BE(length, 2);
  } else {
    bytes[1] = LENGTH_64;
    bytes.writeBigUInt64BE(BigInt(length), 2);
  }
  bytes.set(message, headerBytes);
  return { bytes };
}
