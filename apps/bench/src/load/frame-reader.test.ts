import { expect, test } from 'vitest';
import { createFrameReader, HEAD_BYTES, OPCODE } from './frame-reader.ts';

function serverFrame(payload: Uint8Array): Buffer {
  const { length } = payload;
  const header =
    length < 126
      ? Buffer.from([0x82, length])
      : length < 65_536
        ? Buffer.from([0x82, 126, length >> 8, length & 0xff])
        : Buffer.concat([Buffer.from([0x82, 127, 0, 0, 0, 0]), Buffer.from(Uint32Array.of(length).buffer).reverse()]);
  return Buffer.concat([header, payload]);
}

const inHex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

const LENGTHS = [0, 1, 125, 126, HEAD_BYTES, HEAD_BYTES + 1, 65_535, 65_536, 100_000, 0, 3];
const payloads = LENGTHS.map((length, at) => Uint8Array.from({ length }, (_, byte) => (byte + at) % 256));
const stream = Buffer.concat(payloads.map(serverFrame));

test.each([1, 2, 7, 1_000, 65_536, stream.length])('frames come out whole, whatever the chunks (%i bytes)', (size) => {
  const seen: Uint8Array[] = [];
  const reader = createFrameReader({
    keep: 'whole',
    onFrame: (_opcode, payload) => seen.push(Uint8Array.from(payload)),
  });
  for (let at = 0; at < stream.length; at += size) reader.push(stream.subarray(at, at + size));
  // As one string each: comparing half a million bytes one by one takes seconds.
  expect(seen.map(inHex)).toEqual(payloads.map(inHex));
});

test.each([1, 1_000, stream.length])('heads come out short, with the true length (%i bytes)', (size) => {
  const seen: [number, Uint8Array][] = [];
  const reader = createFrameReader({
    keep: 'head',
    onFrame: (_opcode, payload, bytes) => seen.push([bytes, Uint8Array.from(payload)]),
  });
  for (let at = 0; at < stream.length; at += size) reader.push(stream.subarray(at, at + size));
  expect(seen).toEqual(payloads.map((payload) => [payload.length, payload.subarray(0, HEAD_BYTES)]));
});

test('what it cannot read is an error, not a wrong figure', () => {
  const reader = () => createFrameReader({ keep: 'whole', onFrame: () => {} });
  expect(() => reader().push(Uint8Array.of(OPCODE.binary, 1, 0))).toThrow('several frames');
  expect(() => reader().push(Uint8Array.of(0xc2, 1, 0))).toThrow('extension');
});
