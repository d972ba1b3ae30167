import { buffer } from 'node:stream/consumers';
import { crc32, inflateRawSync } from 'node:zlib';

import { expect, test } from 'vitest';
import { createRandom } from './test/seeded-random.ts';
import { zipChunks } from './zip-chunks.ts';

/**
 * What the directory at the end says is in the archive, each entry checked against what it says.
 */
function readZip(archive: Buffer): Record<string, string> {
  const end = archive.length - 22;
  expect(archive.readUInt32LE(end)).toBe(0x06054b50);
  const files: Record<string, string> = {};
  let at = archive.readUInt32LE(end + 16);
  expect(at + archive.readUInt32LE(end + 12)).toBe(end);
  for (let count = archive.readUInt16LE(end + 10); count > 0; count--) {
    expect(archive.readUInt32LE(at)).toBe(0x02014b50);
    const nameBytes = archive.readUInt16LE(at + 28);
    const name = archive.subarray(at + 46, at + 46 + nameBytes).toString();
    const local = archive.readUInt32LE(at + 42);
    expect(archive.readUInt32LE(local)).toBe(0x04034b50);
    expect(archive.subarray(local + 30, local + 30 + nameBytes).toString()).toBe(name);
    const from = local + 30 + nameBytes;
    const packed = archive.subarray(from, from + archive.readUInt32LE(at + 20));
    const content = inflateRawSync(packed);
    expect([content.length, crc32(content)]).toEqual([archive.readUInt32LE(at + 24), archive.readUInt32LE(at + 16)]);
    // The same stands behind the bytes, for whoever reads from the front.
    const behind = from + packed.length;
    expect(archive.subarray(behind + 4, behind + 16)).toEqual(archive.subarray(at + 16, at + 28));
    files[name] = content.toString();
    at += 46 + nameBytes;
  }
  return files;
}

test('holds what its entries give, in any number of pieces, also of nothing', async () => {
  const random = createRandom(7);
  const pieces = Array.from({ length: 50 }, () => '问题清单 & more '.repeat(random(500)));
  const archive = await buffer(
    zipChunks([
      { name: 'a/文.xml', content: () => ['<a>', '</a>'] },
      { name: 'empty', content: () => [] },
      {
        name: 'long',
        async *content() {
          yield* pieces;
        },
      },
    ]),
  );
  expect(readZip(archive)).toEqual({ 'a/文.xml': '<a></a>', empty: '', long: pieces.join('') });
});

test('asks for an entry when the one before has been read', async () => {
  const said: string[] = [];
  const archive = await buffer(
    zipChunks([
      {
        name: 'rows',
        *content() {
          said.push('a', 'b');
          yield 'rows';
        },
      },
      { name: 'what they said', content: () => said },
    ]),
  );
  expect(readZip(archive)['what they said']).toBe('ab');
});

/** Pages of 64 kB that do not get smaller. */
const PAGE_BYTES = 65_536;
function pagesOf(count: number) {
  const random = createRandom(11);
  const seen = { asked: 0, ended: false };
  async function* content() {
    try {
      for (; seen.asked < count; seen.asked++) {
        yield Array.from({ length: PAGE_BYTES }, () => String.fromCharCode(32 + random(95))).join('');
      }
    } finally {
      seen.ended = true;
    }
  }
  return { seen, content };
}

test('reads no further ahead of whoever takes it than a few pages', async () => {
  const { seen, content } = pagesOf(60);
  let taken = 0;
  let ahead = 0;
  for await (const chunk of zipChunks([{ name: 'rows', content }])) {
    taken += chunk.length;
    // Packed, such a page has more than four fifths of its bytes.
    ahead = Math.max(ahead, seen.asked - taken / PAGE_BYTES / 0.8);
  }
  expect(seen.asked).toBe(60);
  expect(ahead).toBeLessThan(4);
});

test('whoever stops taking it ends the reading of the entry', async () => {
  const { seen, content } = pagesOf(60);
  let taken = 0;
  for await (const chunk of zipChunks([{ name: 'rows', content }])) {
    taken += chunk.length;
    if (taken > 2 * PAGE_BYTES) break;
  }
  expect(seen.ended).toBe(true);
  expect(seen.asked).toBeLessThan(10);
});

test('an entry that breaks off breaks the archive off', async () => {
  const archive = zipChunks([
    {
      name: 'rows',
      // biome-ignore lint/correctness/useYield: it breaks off before
      *content() {
        throw new Error('the database is away');
      },
    },
  ]);
  await expect(buffer(archive)).rejects.toThrow('the database is away');
});
