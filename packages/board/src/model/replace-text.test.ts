import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { exchange } from '../test/exchange.ts';
import { randomEdit, randomText } from '../test/random-text.ts';
import { seededRandom } from '../test/seeded-random.ts';
import { SEEDS } from '../test/seeds.ts';
import { replaceText } from './replace-text.ts';

function docWith(content: string): Y.Doc {
  const doc = new Y.Doc();
  doc.getText('t').insert(0, content);
  return doc;
}

function copyOf(doc: Y.Doc): Y.Doc {
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
  return copy;
}

const read = (doc: Y.Doc) => doc.getText('t').toString();
const edit = (doc: Y.Doc, wanted: string) => doc.transact(() => replaceText(doc.getText('t'), wanted));

describe('replaceText', () => {
  test('keeps what two people type in the same text at once', () => {
    const one = docWith('窗口排队太久');
    const two = copyOf(one);
    edit(one, '周一窗口排队太久');
    edit(two, '窗口排队太久，老人等不起');
    exchange([one, two]);
    expect(read(one)).toBe('周一窗口排队太久，老人等不起');
    expect(read(two)).toBe(read(one));
  });

  test.each([
    ['the same high surrogate', '😀', '😁'],
    ['the same low surrogate', '\u{1F600}', '\u{1FA00}'],
    ['repeated pairs', '😀😀', '😀😁😀'],
  ])('does not split a pair: %s', (_, before, after) => {
    const doc = docWith(before);
    edit(doc, after);
    expect(read(doc)).toBe(after);
    expect(read(copyOf(doc))).toBe(after);
  });

  test('a lone surrogate becomes U+FFFD, the same in every replica', () => {
    const doc = docWith('ab');
    edit(doc, 'a\u{D83D}b');
    expect(read(doc)).toBe('a\u{FFFD}b');
    expect(read(copyOf(doc))).toBe('a\u{FFFD}b');
  });

  test('writes nothing when nothing differs', () => {
    const doc = docWith('同');
    let updates = 0;
    doc.on('update', () => updates++);
    edit(doc, '同');
    expect(updates).toBe(0);
  });

  test('repairs a text into which a client embedded something else', () => {
    const doc = docWith('前后');
    doc.getText('t').insertEmbed(1, { image: 'x' });
    edit(doc, '前中后');
    expect(read(doc)).toBe('前中后');
  });

  test.each(SEEDS)('any text becomes any other, in every replica (seed %i)', (seed) => {
    const random = seededRandom(seed);
    for (let round = 0; round < 200; round++) {
      const doc = docWith(randomText(random, 30));
      const wanted = random.chance(0.5) ? randomEdit(random, read(doc)) : randomText(random, 30);
      edit(doc, wanted);
      expect(read(doc)).toBe(wanted);
      expect(read(copyOf(doc))).toBe(wanted);
    }
  });

  test.each(SEEDS)('concurrent edits converge without broken symbols (seed %i)', (seed) => {
    const random = seededRandom(seed);
    for (let round = 0; round < 50; round++) {
      const first = docWith(randomText(random, 20));
      const docs = [first, copyOf(first), copyOf(first)];
      for (const doc of docs) edit(doc, randomEdit(random, read(doc)));
      exchange(docs);
      expect(new Set(docs.map(read)).size).toBe(1);
      expect(read(first)).not.toMatch(/\p{Surrogate}|\u{FFFD}/u);
    }
  });
});
