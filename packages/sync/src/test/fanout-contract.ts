import { describe, expect, test } from 'vitest';
import type { Fanout } from '../ports.ts';
import { until } from './until.ts';

export interface FanoutHarness extends AsyncDisposable {
  /**
   * A node whose link stands. It reaches the other nodes of this harness and no others. The harness
   * closes it in the end.
   */
  newNode(): Promise<Fanout>;
  /** Breaks the links of these nodes, by default of all, and keeps them broken. */
  cut(nodes?: readonly Fanout[]): Promise<void>;
  /** Lets them come back. */
  mend(nodes?: readonly Fanout[]): Promise<void>;
}

/** What every `Fanout` must do; each implementation runs it. */
export function describeFanout(name: string, createHarness: () => Promise<FanoutHarness>): void {
  const bytes = (...values: number[]) => Uint8Array.from(values);
  const utf8 = (text: string) => new TextEncoder().encode(text);
  const numbered = (n: number) => utf8(String(n));

  /** What a node hears on a channel, as text. */
  async function listen(node: Fanout, channel: string) {
    const heard: string[] = [];
    const end = await node.subscribe(channel, (payload) => heard.push(new TextDecoder().decode(payload)));
    return { heard, end };
  }

  function countGaps(node: Fanout) {
    const counted = { gaps: 0 };
    node.onGap(() => {
      counted.gaps++;
    });
    return counted;
  }

  describe(`${name} keeps the contract of Fanout`, () => {
    test('a message reaches every other node that listens, and never the one that sent it', async () => {
      await using harness = await createHarness();
      const [a, b, c] = [await harness.newNode(), await harness.newNode(), await harness.newNode()];
      const [atA, atB, atC] = [await listen(a, 'x'), await listen(b, 'x'), await listen(c, 'x')];
      a.publish('x', utf8('from a'));
      await until(() => expect([atB.heard, atC.heard]).toEqual([['from a'], ['from a']]));
      b.publish('x', utf8('from b'));
      await until(() => expect([atA.heard, atC.heard]).toEqual([['from b'], ['from a', 'from b']]));
      expect(atB.heard).toEqual(['from a']);
    });

    test('messages of one node on a channel keep their order, 10,000 in one burst too', async () => {
      await using harness = await createHarness();
      const [a, b] = [await harness.newNode(), await harness.newNode()];
      const { heard } = await listen(b, 'x');
      const sent = Array.from({ length: 10_000 }, (_, n) => String(n));
      for (const text of sent) a.publish('x', utf8(text));
      await until(() => expect(heard.length).toBeGreaterThanOrEqual(sent.length));
      expect(heard).toEqual(sent);
    });

    test('messages of the same bytes are each delivered', async () => {
      await using harness = await createHarness();
      const [a, b] = [await harness.newNode(), await harness.newNode()];
      const { heard } = await listen(b, 'x');
      for (let n = 0; n < 50; n++) a.publish('x', utf8('again'));
      a.publish('x', utf8('last'));
      await until(() => expect(heard.at(-1)).toBe('last'));
      expect(heard).toHaveLength(51);
    });

    test('every byte, no bytes, and any size up to megabytes arrive as they were, small ones not before large ones', async () => {
      await using harness = await createHarness();
      const [a, b] = [await harness.newNode(), await harness.newNode()];
      const heard: Uint8Array[] = [];
      await b.subscribe('x', (payload) => void heard.push(payload));
      const ofLength = (length: number) => Uint8Array.from({ length }, (_, index) => (index * 31 + length) % 256);
      const sent = [256, 0, 100_000, 1, 5 * 1_048_576, 5_900, 0, 6_100, 8_000, 2].map(ofLength);
      for (const payload of sent) a.publish('x', payload);
      await until(() => expect(heard).toHaveLength(sent.length));
      for (const [index, payload] of sent.entries()) {
        expect(Buffer.compare(heard[index] ?? bytes(9), payload), `message ${index}`).toBe(0);
        expect(heard[index]?.constructor).toBe(Uint8Array);
      }
    });

    test('a view into a larger buffer is sent as what it shows', async () => {
      await using harness = await createHarness();
      const [a, b] = [await harness.newNode(), await harness.newNode()];
      const { heard } = await listen(b, 'x');
      a.publish('x', utf8('[middle]').subarray(1, 7));
      await until(() => expect(heard).toEqual(['middle']));
    });

    test('what is published after the subscription was made arrives; what came before was for others', async () => {
      await using harness = await createHarness();
      const [a, b, c] = [await harness.newNode(), await harness.newNode(), await harness.newNode()];
      const early = await listen(b, 'x');
      a.publish('x', utf8('before'));
      await until(() => expect(early.heard).toEqual(['before']));
      const late = await listen(c, 'x');
      a.publish('x', utf8('after'));
      await until(() => expect(late.heard).toEqual(['after']));
      await until(() => expect(early.heard).toEqual(['before', 'after']));
    });

    test('channels are kept apart, many of them, whatever their names', async () => {
      await using harness = await createHarness();
      const [a, b] = [await harness.newNode(), await harness.newNode()];
      const odd = ['', ' ', 'X', 'x', '"; DROP', '会议', 'n'.repeat(300), `${'n'.repeat(300)}m`, 'x*', 'a:b', 'a\n'];
      const channels = [...odd, ...Array.from({ length: 300 }, (_, n) => `doc:${n}`)];
      const all = await Promise.all(channels.map((channel) => listen(b, channel)));
      for (const [index, channel] of channels.entries()) a.publish(channel, numbered(index));
      await until(() => expect(all.map(({ heard }) => heard)).toEqual(channels.map((_, index) => [String(index)])));
    });

    test('a subscription that has ended hears nothing more; ending it twice ends no other', async () => {
      await using harness = await createHarness();
      const [a, b] = [await harness.newNode(), await harness.newNode()];
      const [one, two, marker] = [await listen(b, 'x'), await listen(b, 'x'), await listen(b, 'marker')];
      one.end();
      one.end();
      a.publish('x', utf8('1'));
      await until(() => expect(two.heard).toEqual(['1']));
      two.end();
      a.publish('x', utf8('2'));
      a.publish('marker', utf8('m'));
      await until(() => expect(marker.heard).toEqual(['m']));
      expect([one.heard, two.heard]).toEqual([[], ['1']]);
    });

    test('ending the last subscription of a channel while another begins keeps the other', async () => {
      await using harness = await createHarness();
      const [a, b] = [await harness.newNode(), await harness.newNode()];
      for (let round = 0; round < 20; round++) {
        const first = await listen(b, 'x');
        const beginning = listen(b, 'x');
        first.end();
        const second = await beginning;
        a.publish('x', numbered(round));
        await until(() => expect(second.heard).toEqual([String(round)]));
        second.end();
        const third = await listen(b, 'x');
        a.publish('x', utf8('again'));
        await until(() => expect(third.heard).toEqual(['again']));
        third.end();
      }
    });

    test('one function given twice is two subscriptions', async () => {
      await using harness = await createHarness();
      const [a, b] = [await harness.newNode(), await harness.newNode()];
      let heard = 0;
      const listener = () => void heard++;
      const end = await b.subscribe('x', listener);
      await b.subscribe('x', listener);
      a.publish('x', bytes(1));
      await until(() => expect(heard).toBe(2));
      end();
      a.publish('x', bytes(2));
      await until(() => expect(heard).toBe(3));
    });

    test('a listener that throws touches nobody else, and hears the next message', async () => {
      await using harness = await createHarness();
      const [a, b] = [await harness.newNode(), await harness.newNode()];
      let thrown = 0;
      await b.subscribe('x', () => {
        thrown++;
        throw new Error('on purpose');
      });
      const { heard } = await listen(b, 'x');
      a.publish('x', utf8('1'));
      a.publish('x', utf8('2'));
      await until(() => expect(heard).toEqual(['1', '2']));
      expect(thrown).toBe(2);
    });

    test('a listener may publish, subscribe and end while it is called', async () => {
      await using harness = await createHarness();
      const [a, b] = [await harness.newNode(), await harness.newNode()];
      const { heard } = await listen(a, 'answer');
      const end = await b.subscribe('x', (payload) => {
        end();
        void b.subscribe('x', (next) => b.publish('answer', next)).then(() => b.publish('answer', payload));
      });
      a.publish('x', utf8('1'));
      await until(() => expect(heard).toEqual(['1']));
      a.publish('x', utf8('2'));
      await until(() => expect(heard).toEqual(['1', '2']));
    });

    test('two nodes that talk across each other both hear all of it in order', async () => {
      await using harness = await createHarness();
      const [a, b, c] = [await harness.newNode(), await harness.newNode(), await harness.newNode()];
      const [atA, atB, atC] = [await listen(a, 'x'), await listen(b, 'x'), await listen(c, 'x')];
      const sent = Array.from({ length: 300 }, (_, n) => n);
      for (const n of sent) {
        a.publish('x', utf8(`a${n}`));
        b.publish('x', utf8(`b${n}`));
        if (n % 50 === 0) await new Promise((resolve) => setImmediate(resolve));
      }
      await until(() => expect(atC.heard).toHaveLength(600));
      await until(() => expect([atA.heard, atB.heard]).toEqual([sent.map((n) => `b${n}`), sent.map((n) => `a${n}`)]));
      expect(atC.heard.filter((text) => text.startsWith('a'))).toEqual(sent.map((n) => `a${n}`));
      expect(atC.heard.filter((text) => text.startsWith('b'))).toEqual(sent.map((n) => `b${n}`));
    });

    test('nobody is told of a gap while nothing was lost', async () => {
      await using harness = await createHarness();
      const [a, b] = [await harness.newNode(), await harness.newNode()];
      const counts = [countGaps(a), countGaps(b)];
      const { heard } = await listen(b, 'x');
      a.publish('x', utf8('1'));
      await until(() => expect(heard).toEqual(['1']));
      expect(counts.map(({ gaps }) => gaps)).toEqual([0, 0]);
    });

    test('after a break every node is told of the gap once all its subscriptions stand again', async () => {
      await using harness = await createHarness();
      const [a, b] = [await harness.newNode(), await harness.newNode()];
      const channels = Array.from({ length: 40 }, (_, n) => `c${n}`);
      const atB = await Promise.all(channels.map((channel) => listen(b, channel)));
      // Asked at the gap itself: whoever publishes from then on must be heard.
      const atGap = new Promise<void>((resolve) => {
        b.onGap(() => {
          for (const channel of channels) a.publish(channel, utf8('after'));
          resolve();
        });
      });
      const gapAtA = countGaps(a);
      await harness.cut();
      await harness.mend();
      await Promise.all([atGap, until(() => expect(gapAtA.gaps).toBeGreaterThan(0))]);
      await until(() => expect(atB.map(({ heard }) => heard.at(-1))).toEqual(channels.map(() => 'after')));
    });

    test('a subscription that was made during a break stands after it', async () => {
      await using harness = await createHarness();
      const [a, b] = [await harness.newNode(), await harness.newNode()];
      await harness.cut();
      const [first, ended] = [await listen(b, 'x'), await listen(b, 'y')];
      ended.end();
      const [gapAtA, gapAtB] = [countGaps(a), countGaps(b)];
      await harness.mend();
      await until(() => expect([gapAtA.gaps > 0, gapAtB.gaps > 0]).toEqual([true, true]));
      a.publish('y', utf8('nobody'));
      a.publish('x', utf8('after'));
      await until(() => expect(first.heard).toContain('after'));
      expect(ended.heard).toEqual([]);
    });

    test('publishing while the others are out of reach throws nothing, and what still comes is in order and single', async () => {
      await using harness = await createHarness();
      const [a, b] = [await harness.newNode(), await harness.newNode()];
      const { heard } = await listen(b, 'x');
      const [gapAtA, gapAtB] = [countGaps(a), countGaps(b)];
      await harness.cut();
      for (let n = 0; n < 1_000; n++) a.publish('x', numbered(n));
      await harness.mend();
      await until(() => expect([gapAtA.gaps > 0, gapAtB.gaps > 0]).toEqual([true, true]));
      a.publish('x', numbered(1_000));
      await until(() => expect(heard.at(-1)).toBe('1000'));
      const numbers = heard.map(Number);
      expect(numbers).toEqual([...new Set(numbers)].sort((one, other) => one - other));
    });

    test('what is published during a break is bounded: past that it is lost, and the others are told', async () => {
      await using harness = await createHarness();
      const [a, b] = [await harness.newNode(), await harness.newNode()];
      let received = 0;
      await b.subscribe('x', ({ length }) => {
        received += length;
      });
      const marker = await listen(b, 'marker');
      await harness.cut();
      const megabyte = new Uint8Array(1_048_576).fill(7);
      for (let n = 0; n < 258; n++) a.publish('x', megabyte);
      const [gapAtA, gapAtB] = [countGaps(a), countGaps(b)];
      await harness.mend();
      await until(() => expect([gapAtA.gaps > 0, gapAtB.gaps > 0]).toEqual([true, true]));
      a.publish('marker', utf8('after'));
      await until(() => expect(marker.heard).toEqual(['after']));
      expect(received).toBeLessThan(100 * 1_048_576);
    });

    test('while one node is cut off the others hear each other; what it lost is told to them too, for their links never broke', async () => {
      await using harness = await createHarness();
      const [a, b, c] = [await harness.newNode(), await harness.newNode(), await harness.newNode()];
      const [atA, atC] = [await listen(a, 'x'), await listen(c, 'x')];
      const [gapAtA, gapAtB, gapAtC] = [countGaps(a), countGaps(b), countGaps(c)];
      await harness.cut([a]);
      b.publish('x', utf8('between b and c'));
      await until(() => expect(atC.heard).toEqual(['between b and c']));
      const megabyte = new Uint8Array(1_048_576);
      for (let n = 0; n < 130; n++) a.publish('y', megabyte);
      expect([gapAtB.gaps, gapAtC.gaps]).toEqual([0, 0]);
      await harness.mend([a]);
      await until(() => expect([gapAtA.gaps > 0, gapAtB.gaps > 0, gapAtC.gaps > 0]).toEqual([true, true, true]));
      a.publish('x', utf8('from a'));
      await until(() => expect(atC.heard).toEqual(['between b and c', 'from a']));
      b.publish('x', utf8('from b'));
      await until(() => expect(atA.heard).toEqual(['from b']));
    });

    test('breaks again and again leave it whole', async () => {
      await using harness = await createHarness();
      const [a, b] = [await harness.newNode(), await harness.newNode()];
      const { heard } = await listen(b, 'x');
      for (let round = 0; round < 5; round++) {
        const [gapAtA, gapAtB] = [countGaps(a), countGaps(b)];
        await harness.cut();
        await harness.mend();
        await until(() => expect([gapAtA.gaps > 0, gapAtB.gaps > 0]).toEqual([true, true]));
        a.publish('x', numbered(round));
        await until(() => expect(heard.at(-1)).toBe(String(round)));
      }
      expect(heard).toEqual(['0', '1', '2', '3', '4']);
    });

    test('a gap listener that has ended, or throws, stops no other', async () => {
      await using harness = await createHarness();
      const a = await harness.newNode();
      let ended = 0;
      const end = a.onGap(() => void ended++);
      a.onGap(() => {
        throw new Error('on purpose');
      });
      const counted = countGaps(a);
      end();
      end();
      await harness.cut();
      await harness.mend();
      await until(() => expect(counted.gaps).toBeGreaterThan(0));
      expect(ended).toBe(0);
    });

    test('closing sends what waits and hears nothing more; afterwards everything may still be called', async () => {
      await using harness = await createHarness();
      const [a, b, c] = [await harness.newNode(), await harness.newNode(), await harness.newNode()];
      const [atA, atB, atC] = [await listen(a, 'x'), await listen(b, 'x'), await listen(c, 'x')];
      for (let n = 0; n < 100; n++) a.publish('x', numbered(n));
      const closed = a.close();
      b.publish('x', utf8('too late for a'));
      await Promise.all([closed, a.close()]);
      await until(() => expect(atB.heard).toEqual(Array.from({ length: 100 }, (_, n) => String(n))));
      await until(() => expect(atC.heard).toHaveLength(101));
      expect(atA.heard).toEqual([]);
      a.publish('x', utf8('from nobody'));
      atA.end();
      (await a.subscribe('x', () => undefined))();
      a.onGap(() => undefined)();
      b.publish('x', utf8('after'));
      await until(() => expect(atC.heard.at(-1)).toBe('after'));
      expect(atB.heard).toHaveLength(100);
    });

    test('closing during a break does not wait for its end', async () => {
      await using harness = await createHarness();
      const a = await harness.newNode();
      await harness.cut();
      a.publish('x', bytes(1));
      await a.close();
      await harness.mend();
    });
  });
}
