import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Awareness, applyAwarenessUpdate, encodeAwarenessUpdate } from 'y-protocols/awareness';
import { Doc } from 'yjs';
import { createHolding, type Held, STALE_MS } from './holding.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function people() {
  const [mine, theirs] = [new Awareness(new Doc()), new Awareness(new Doc())];
  theirs.setLocalStateField('person', { id: 'p2', name: '李四', unit: '' });
  let isConnected = true;
  theirs.on('update', ({ added, updated, removed }: Record<'added' | 'updated' | 'removed', number[]>) => {
    if (!isConnected) return;
    applyAwarenessUpdate(mine, encodeAwarenessUpdate(theirs, [...added, ...updated, ...removed]), 'net');
  });
  const told: (readonly Held[])[] = [];
  const holding = createHolding(mine, (held) => told.push(held));
  const other = createHolding(theirs, () => undefined);
  return {
    holding,
    other,
    theirs,
    told,
    names: () => holding.held().map(({ cardId, name }) => `${name} ${cardId}`),
    breakTheNetwork: () => {
      isConnected = false;
    },
    end: () => {
      holding.dispose();
      other.dispose();
      mine.destroy();
      theirs.destroy();
    },
  };
}

it('knows who has which card in hand, for as long as they have, however long that is', () => {
  const { other, names, end } = people();
  other.hold(['a', 'b']);
  expect(names()).toEqual(['李四 a', '李四 b']);
  vi.advanceTimersByTime(3 * STALE_MS);
  expect(names()).toEqual(['李四 a', '李四 b']);
  other.release();
  expect(names()).toEqual([]);
  end();
});

it('forgets what somebody held of whom nothing is heard for ten seconds', () => {
  const { other, names, told, breakTheNetwork, end } = people();
  other.hold(['a']);
  breakTheNetwork();
  vi.advanceTimersByTime(STALE_MS - 1);
  expect(names()).toEqual(['李四 a']);
  vi.advanceTimersByTime(1);
  expect(names()).toEqual([]);
  expect(told.at(-1)).toEqual([]);
  end();
});

it('takes nothing for granted that others say', () => {
  const { theirs, names, end } = people();
  for (const holding of ['x', 7, { cards: 'a' }, { cards: [1, null, {}] }, { cards: Array(5_000).fill('a') }]) {
    theirs.setLocalStateField('holding', holding);
    expect(names().length).toBeLessThanOrEqual(30);
  }
  theirs.setLocalStateField('holding', { cards: [1, 'b'] });
  expect(names()).toEqual(['李四 b']);
  end();
});
