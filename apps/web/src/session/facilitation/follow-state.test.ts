import { describe, expect, it } from 'vitest';
import { countFollowers, type FollowEvent, NOT_CALLED, nextFollow } from './follow-state.ts';

const after = (...events: FollowEvent[]) => events.reduce(nextFollow, NOT_CALLED);
const summoned = (at: string | null): FollowEvent => ({ kind: 'summoned', at });

describe('following a leader', () => {
  it('is called once by each summons', () => {
    expect(after(summoned('1'))).toEqual({ is: 'called', at: '1' });
    expect(after(summoned('1'), { kind: 'went' }, summoned('1'))).toEqual({ is: 'following', at: '1' });
  });

  it('may drift away, stays away, and is called back by the next summons only', () => {
    const away = after(summoned('1'), { kind: 'went' }, { kind: 'left' });
    expect(away).toEqual({ is: 'away', at: '1' });
    expect(nextFollow(away, summoned('1'))).toBe(away);
    expect(nextFollow(away, summoned('2'))).toEqual({ is: 'called', at: '2' });
  });

  it('cannot leave what it never went to', () => {
    expect(after(summoned('1'), { kind: 'left' })).toEqual({ is: 'called', at: '1' });
    expect(after({ kind: 'went' })).toEqual(NOT_CALLED);
  });

  it('ends with the summons', () => {
    expect(after(summoned('1'), { kind: 'went' }, summoned(null))).toEqual(NOT_CALLED);
  });

  it('may be declined, and gone to later', () => {
    expect(after(summoned('1'), { kind: 'declined' }, { kind: 'went' })).toEqual({ is: 'following', at: '1' });
  });
});

describe('followers', () => {
  const person = (id: string, following: unknown) => ({ person: { id, name: id, unit: '' }, following });

  it('are those at this summons, each once, and nobody without a name tag', () => {
    const states = [
      person('a', '2'),
      person('a', '2'),
      person('b', '1'),
      person('c', null),
      { following: '2' },
      null,
      person('d', '2'),
    ];
    expect(countFollowers(states, '2')).toBe(2);
  });
});
