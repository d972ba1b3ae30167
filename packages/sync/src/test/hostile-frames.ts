import type { SeededRandom } from '@gongyi/board/testing';
import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';
import { awarenessFrame, updateFrame } from '../protocol.ts';
import { forgeUpdate } from './forge.ts';
import { type Forger, randomChange, randomStructs, withWrongBytes } from './random-forgery.ts';

/** What somebody hostile may know: the document, and what honest people sent. */
export type HostileKnowledge = Forger & {
  readonly doc: Y.Doc;
  readonly honestFrames: readonly Uint8Array[];
};

const TYPES = { sync: 0, awareness: 1, query: 3, mark: 100 } as const;
const SYNC = { request: 0, answer: 1, update: 2 } as const;

/** A message that no honest page sends, or one that it sends in another place. */
export function hostileFrame(random: SeededRandom, known: HostileKnowledge): Uint8Array {
  const roll = random.next();
  if (roll < 0.06) return randomBytes(random, random.chance(0.02) ? 5_000 : 40);
  if (roll < 0.16) return wellBegun(random);
  if (roll < 0.5) return mutated(random, known.honestFrames);
  if (roll < 0.78) return asUpdate(random, withSomeWrong(random, randomStructs(random, known.doc, known)));
  if (roll < 0.88) return asUpdate(random, withSomeWrong(random, randomChange(random, known.doc, known)));
  if (roll < 0.95) return forgedPresence(random, known);
  if (roll < 0.97) return deep(random, known);
  return request(random);
}

/** Bytes on the wire that are not, or not quite, WebSocket's. */
export function hostileBytes(random: SeededRandom): Uint8Array {
  const [fin, rsv, opcode] = [random.pick([0x80, 0]), random.pick([0, 0, 0x40, 0x70]), random.below(16)];
  const length = random.pick([0, 1, 5, 125, 126, 127]);
  const masked = random.chance(0.8) ? 0x80 : 0;
  return Uint8Array.of(fin | rsv | opcode, masked | length, ...randomBytes(random, 140));
}

function randomBytes(random: SeededRandom, most: number): Uint8Array {
  return Uint8Array.from({ length: random.below(most + 1) }, () => random.below(256));
}

/** A head that is right, and then anything. */
function wellBegun(random: SeededRandom): Uint8Array {
  const type = random.pick<number>([...Object.values(TYPES), random.below(2 ** 31)]);
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, type);
    if (type === TYPES.sync) encoding.writeVarUint(encoder, random.below(4));
    if (random.chance(0.2)) encoding.writeUint8Array(encoder, hugeNumber(random));
    if (random.chance(0.7)) encoding.writeVarUint8Array(encoder, randomBytes(random, 60));
    else encoding.writeUint8Array(encoder, randomBytes(random, 60));
  });
}

/** Longer than any number is written. */
function hugeNumber(random: SeededRandom): Uint8Array {
  return Uint8Array.from({ length: 1 + random.below(12) }, () => 0x80 | random.below(128));
}

function mutated(random: SeededRandom, frames: readonly Uint8Array[]): Uint8Array {
  let bytes: Uint8Array = random.pick(frames).slice();
  for (let times = random.below(4); times > 0; times--) bytes = mutate(random, bytes, random.pick(frames));
  return bytes;
}

function mutate(random: SeededRandom, bytes: Uint8Array, other: Uint8Array): Uint8Array {
  const at = random.below(bytes.length + 1);
  const joined = (...parts: readonly Uint8Array[]) => new Uint8Array(Buffer.concat(parts));
  return random.pick([
    () => {
      if (at < bytes.length) bytes[at] = (bytes[at] ?? 0) ^ (1 << random.below(8));
      return bytes;
    },
    () => bytes.subarray(0, at),
    () => bytes.subarray(at),
    () => joined(bytes.subarray(0, at), other.subarray(random.below(other.length + 1))),
    () => joined(bytes.subarray(0, at), hugeNumber(random), bytes.subarray(at)),
    () => joined(bytes.subarray(0, at), randomBytes(random, 8), bytes.subarray(at)),
    () => joined(bytes, bytes.subarray(at)),
    // Lies about a length, as often as not.
    () => {
      if (at < bytes.length) bytes[at] = random.pick([0, 1, 127, 128, 255]);
      return bytes;
    },
  ])();
}

function withSomeWrong(random: SeededRandom, update: Uint8Array): Uint8Array {
  return random.chance(0.3) ? withWrongBytes(random, update) : update;
}

function asUpdate(random: SeededRandom, update: Uint8Array): Uint8Array {
  const frame = updateFrame(update);
  if (random.chance(0.3)) frame[1] = SYNC.answer;
  return frame;
}

function forgedPresence(random: SeededRandom, { clientId, victimClientId }: Forger): Uint8Array {
  const frame = awarenessFrame(
    Array.from({ length: random.below(4) }, () => ({
      clientId: random.pick([clientId, victimClientId, victimClientId, random.below(2 ** 32)]),
      clock: random.pick([0, 1, random.below(100), 2 ** 32, Number.MAX_SAFE_INTEGER]),
      state: random.pick([
        'null',
        '{}',
        '{"name":"mallory"}',
        '7',
        '{',
        '"x"',
        `"${'x'.repeat(5_000)}"`,
        '{"__proto__":1}',
      ]),
    })),
  );
  return random.chance(0.3) ? mutate(random, frame, frame) : frame;
}

const DEPTHS = [10, 1_000, 20_000, 150_000];
const ARRAY = 117;

/** Things in things in things. */
function deep(random: SeededRandom, { clientId, doc }: HostileKnowledge): Uint8Array {
  const depth = random.pick(DEPTHS);
  const clock = Y.getState(doc.store, clientId);
  return random.pick([
    () => awarenessFrame([{ clientId, clock: 1, state: `${'['.repeat(2_000)}${']'.repeat(2_000)}` }]),
    // A value of lists in lists, each with one element, where a string stood.
    () => {
      const marker = 'in lists';
      const update = forgeUpdate(clientId, clock, [
        { parent: 'records', key: 'k', content: new Y.ContentAny([marker]) },
      ]);
      const at = Buffer.from(update).indexOf(marker) - 2;
      const nested = Uint8Array.from({ length: depth * 2 }, (_, index) => (index % 2 === 0 ? ARRAY : 1));
      return updateFrame(Buffer.concat([update.subarray(0, at), nested, update.subarray(at)]));
    },
    // A chain of maps, each in the one before.
    () => {
      const chain = Array.from({ length: Math.min(depth, 2_000) }, (_, index) => ({
        parent: index === 0 ? 'records' : Y.createID(clientId, clock + index - 1),
        key: 'k',
        content: new Y.ContentType(new Y.Map()),
      }));
      return updateFrame(forgeUpdate(clientId, clock, chain));
    },
    // A text whose characters each hang on the one before.
    () => {
      const chain = Array.from({ length: Math.min(depth, 2_000) }, (_, index) => ({
        ...(index === 0 ? { parent: 'records' } : { origin: Y.createID(clientId, clock + index - 1) }),
        content: new Y.ContentString('x'),
      }));
      return updateFrame(forgeUpdate(clientId, clock, chain));
    },
  ])();
}

function request(random: SeededRandom): Uint8Array {
  const vector = encoding.encode((encoder) => {
    const count = random.below(20);
    encoding.writeVarUint(encoder, random.chance(0.2) ? random.below(2 ** 31) : count);
    for (let left = count; left > 0; left--) {
      encoding.writeVarUint(encoder, random.below(2 ** 32));
      encoding.writeVarUint(encoder, random.below(2 ** 31));
    }
  });
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, TYPES.sync);
    encoding.writeVarUint(encoder, SYNC.request);
    encoding.writeVarUint8Array(encoder, vector);
  });
}
