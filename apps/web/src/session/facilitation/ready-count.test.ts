import { describe, expect, it } from 'vitest';
import { countReady, readyToken } from './ready-count.ts';

const token = readyToken({ stage: 'collect', stageSince: '2026-11-22T12:00:00.000Z' });
const person = (id: string, rest: object = {}) => ({ person: { id, name: id, unit: '' }, ...rest });

describe('who is ready', () => {
  it('is counted among the connected participants; leaders and walls say nothing and do not count', () => {
    const states = [
      person('a', { ready: token }),
      person('b', { ready: '' }),
      person('leader'),
      { ready: token },
      null,
      person('c', { ready: token }),
    ];
    expect(countReady(states, token)).toEqual({ ready: 2, count: 3 });
  });

  it('is one person however many pages they have, in either order', () => {
    const pages = [person('a', { ready: '' }), person('a', { ready: token })];
    expect(countReady(pages, token)).toEqual({ ready: 1, count: 1 });
    expect(countReady(pages.toReversed(), token)).toEqual({ ready: 1, count: 1 });
  });

  it('ends with the stage, and with a return to it', () => {
    const again = readyToken({ stage: 'collect', stageSince: '2026-11-22T13:00:00.000Z' });
    expect(countReady([person('a', { ready: token })], again)).toEqual({ ready: 0, count: 1 });
  });

  it('takes nothing that others send for granted', () => {
    expect(countReady([person('a', { ready: 7 }), person('b', { ready: { token } }), 'x'], token)).toEqual({
      ready: 0,
      count: 0,
    });
  });
});
