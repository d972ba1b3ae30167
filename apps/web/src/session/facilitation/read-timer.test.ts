import { describe, expect, it } from 'vitest';
import { formatSeconds, readTimer } from './read-timer.ts';

const END = Date.parse('2026-11-22T12:05:00.000Z');
const running = { state: 'running', endsAt: new Date(END).toISOString(), lengthMs: 300_000 } as const;

describe('a timer', () => {
  it('shows five minutes at its start and zero at its end, for whoever comes late as well', () => {
    expect(readTimer(running, END - 300_000)).toMatchObject({ state: 'running', seconds: 300 });
    expect(readTimer(running, END - 299_999)).toMatchObject({ state: 'running', seconds: 300, nextChangeMs: 999 });
    expect(readTimer(running, END - 1)).toMatchObject({ state: 'running', seconds: 1, nextChangeMs: 1 });
    expect(readTimer(running, END)).toEqual({ state: 'over', seconds: 0, nextChangeMs: 1_000 });
  });

  it('counts how far over it is', () => {
    expect(readTimer(running, END + 61_250)).toEqual({ state: 'over', seconds: 61, nextChangeMs: 750 });
  });

  it('stands still while it is paused', () => {
    const paused = { state: 'paused', leftMs: 90_000, lengthMs: 300_000 } as const;
    expect(readTimer(paused, END + 999_999)).toEqual({ state: 'paused', seconds: 90, nextChangeMs: null });
  });

  it('changes exactly when it says that it will', () => {
    const before = readTimer(running, END - 12_345);
    const at = END - 12_345 + (before.nextChangeMs ?? 0);
    expect(readTimer(running, at - 1).seconds).toBe(before.seconds);
    expect(readTimer(running, at).seconds).toBe(before.seconds - 1);
  });
});

it('writes seconds as clocks do', () => {
  expect([0, 5, 65, 600, 3_600, 3_725].map(formatSeconds)).toEqual([
    '0:00',
    '0:05',
    '1:05',
    '10:00',
    '1:00:00',
    '1:02:05',
  ]);
});
