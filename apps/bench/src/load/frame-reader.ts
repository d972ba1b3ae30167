/** WebSocket opcodes (RFC 6455, 5.2). */
export const OPCODE = { binary: 2, close: 8, ping: 9, pong: 10 } as const;

const CONTINUATION = 0;
/** Enough to tell what kind of message a frame holds. */
export const HEAD_BYTES = 128;

/**
 * Cuts a stream of bytes from a server into WebSocket frames.
 *
 * `whole` gives each frame its full payload. `head` gives at most its first 128 bytes, and copies
 * nothing more: of hundreds of clients, all but a few only need to take what is sent to them, as a
 * browser's network process would, without costing the machine that is measured.
 */
export interface FrameReader {
  /**
   * The chunk may be reused by the caller afterwards. Throws on what a server of ours or a peer
   * never sends.
   */
  push(chunk: Uint8Array): void;
}

export type FrameReaderOptions = {
  readonly keep: 'whole' | 'head';
  /**
   * `payload` is valid during the call only; `bytes` is the length of the frame's payload, kept or
   * not.
   */
  readonly onFrame: (opcode: number, payload: Uint8Array, bytes: number) => void;
};

export function createFrameReader({ keep, onFrame }: FrameReaderOptions): FrameReader {
  const header = Buffer.alloc(10);
  let headerHave = 0;
  let opcode = 0;
  /** Of the frame under way; -1 while its header is read. */
  let length = -1;
  let received = 0;
  let kept = Buffer.alloc(0);

  const keptBytes = () => (keep === 'whole' || opcode >= OPCODE.close ? length : Math.min(length, HEAD_BYTES));

  function headerNeeds(): number {
    if (headerHave < 2) return 2;
    const short = (header[1] ?? 0) & 0x7f;
    return short === 126 ? 4 : short === 127 ? 10 : 2;
  }

  function readHeader(): void {
    const [first = 0, second = 0] = header;
    opcode = first & 0x0f;
    if ((first & 0x80) === 0 || opcode === CONTINUATION)
      throw new Error('the server sends a message in several frames');
    if ((first & 0x70) !== 0) throw new Error('the server uses an extension that was not asked for');
    if ((second & 0x80) !== 0) throw new Error('the server masks its frames');
    const short = second & 0x7f;
    length = short === 126 ? header.readUInt16BE(2) : short === 127 ? Number(header.readBigUInt64BE(2)) : short;
    received = 0;
    headerHave = 0;
  }

  function finishFrame(payload: Uint8Array): void {
    const bytes = length;
    length = -1;
    kept = Buffer.alloc(0);
    onFrame(opcode, payload, bytes);
  }

  return {
    push(chunk) {
      let at = 0;
      while (at < chunk.length || length === 0) {
        if (length < 0) {
          header[headerHave++] = chunk[at++] ?? 0;
          if (headerHave === headerNeeds()) readHeader();
          continue;
        }
        const here = Math.min(length - received, chunk.length - at);
        if (received === 0 && here === length) {
          const payload = chunk.subarray(at, at + keptBytes());
          at += here;
          finishFrame(payload);
          continue;
        }
        if (received === 0) kept = Buffer.allocUnsafe(keptBytes());
        if (received < kept.length) kept.set(chunk.subarray(at, at + Math.min(here, kept.length - received)), received);
        received += here;
        at += here;
        if (received === length) finishFrame(kept);
      }
    },
  };
}

/** A client's frame. Clients must mask; with a mask of zeros the payload stays as it is. */
export function clientFrame(opcode: number, payload: Uint8Array): Buffer {
  const { length } = payload;
  const extended = length < 126 ? 0 : length < 65_536 ? 2 : 8;
  const frame = Buffer.allocUnsafe(2 + extended + 4 + length);
  frame[0] = 0x80 | opcode;
  frame[1] = 0x80 | (extended === 0 ? length : extended === 2 ? 126 : 127);
  if (extended === 2) frame.writeUInt16BE(length, 2);
  if (extended === 8) frame.writeBigUInt64BE(BigInt(length), 2);
  frame.fill(0, 2 + extended, 6 + extended);
  frame.set(payload, 6 + extended);
  return frame;
}
