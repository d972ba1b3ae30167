import { pipeline } from 'node:stream/promises';
import { crc32, createDeflateRaw } from 'node:zlib';

/** One file of an archive. Its content is asked for when its turn comes, and once. */
export type ZipEntry = {
  /** With `/` between folders. */
  readonly name: string;
  readonly content: () => Iterable<string> | AsyncIterable<string>;
};

/** An entry, or the archive, that is larger would need fields of 64 bits, which we do not write. */
const MOST_BYTES = 0xffff_ffff;
/** Names are UTF-8, and what is not known yet stands behind the bytes. */
const FLAGS = 0x0808;
const VERSION = 20;
const DEFLATED = 8;
/** Of what stands behind the bytes of an entry. */
const DESCRIPTOR_BYTES = 16;
/** 1 January 1980, the first day there is: the same content makes the same bytes. */
const DATE = 0x0021;

/**
 * A ZIP archive, made as it is read: nothing of an entry is kept but its name and sizes, and an
 * entry is read no faster than the archive is taken. Whoever stops reading ends the reading of the
 * entry. Throws what an entry throws, and a RangeError at 4 GiB.
 */
export async function* zipChunks(entries: Iterable<ZipEntry>): AsyncGenerator<Buffer, void, undefined> {
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content } of entries) {
    const nameBytes = Buffer.from(name);
    const start = offset;
    const header = Buffer.concat([localHeader(nameBytes.length), nameBytes]);
    yield header;
    const facts = { crc: 0, packed: 0, bytes: 0 };
    for await (const chunk of deflated(counted(content(), facts))) {
      facts.packed += chunk.length;
      yield chunk;
    }
    offset += header.length + facts.packed + DESCRIPTOR_BYTES;
    if (Math.max(facts.bytes, offset) > MOST_BYTES) throw new RangeError(`${name} is too large for a ZIP archive`);
    yield wordsOf(0x08074b50, facts.crc, facts.packed, facts.bytes);
    directory.push(directoryHeader(nameBytes.length, facts, start), nameBytes);
  }
  const listed = Buffer.concat(directory);
  yield listed;
  yield directoryEnd(directory.length / 2, listed.length, offset);
}

type EntryFacts = { crc: number; packed: number; bytes: number };

async function* counted(content: Iterable<string> | AsyncIterable<string>, facts: EntryFacts): AsyncGenerator<Buffer> {
  for await (const text of content) {
    const chunk = Buffer.from(text);
    facts.crc = crc32(chunk, facts.crc);
    facts.bytes += chunk.length;
    yield chunk;
  }
}

async function* deflated(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const deflate = createDeflateRaw();
  // Its failure is that of `deflate`, which throws below.
  const fed = pipeline(chunks, deflate).catch(() => undefined);
  try {
    yield* deflate;
  } finally {
    deflate.destroy();
    await fed;
  }
}

function localHeader(nameLength: number): Buffer {
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50, 0);
  writeKind(header, 4);
  header.writeUInt16LE(nameLength, 26);
  return header;
}

function directoryHeader(nameLength: number, facts: EntryFacts, offset: number): Buffer {
  const header = Buffer.alloc(46);
  header.writeUInt32LE(0x02014b50, 0);
  header.writeUInt16LE(VERSION, 4);
  writeKind(header, 6);
  wordsOf(facts.crc, facts.packed, facts.bytes).copy(header, 16);
  header.writeUInt16LE(nameLength, 28);
  header.writeUInt32LE(offset, 42);
  return header;
}

function directoryEnd(count: number, bytes: number, offset: number): Buffer {
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(bytes, 12);
  end.writeUInt32LE(offset, 16);
  return end;
}

/** What is said of an entry's making before its bytes and in the directory alike. */
function writeKind(header: Buffer, at: number): void {
  header.writeUInt16LE(VERSION, at);
  header.writeUInt16LE(FLAGS, at + 2);
  header.writeUInt16LE(DEFLATED, at + 4);
  header.writeUInt16LE(DATE, at + 8);
}

function wordsOf(...values: readonly number[]): Buffer {
  const words = Buffer.alloc(values.length * 4);
  for (const [index, value] of values.entries()) words.writeUInt32LE(value, index * 4);
  return words;
}
