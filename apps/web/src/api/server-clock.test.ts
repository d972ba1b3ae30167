import { describe, expect, it } from 'vitest';
import { createServerClock } from './server-clock.ts';

const NOON = Date.parse('2026-11-22T12:00:00.000Z');
const at = (ms: number) => new Date(NOON + ms).toISOString();

function createDevice(wallAhead: number) {
  const device = { steadyMs: 0, wallMs: NOON + wallAhead };
  const clock = createServerClock({ steady: () => device.steadyMs, wall: () => device.wallMs });
  return {
    clock,
    pass(ms: number) {
      device.steadyMs += ms;
      device.wallMs += ms;
    },
    sleep(ms: number) {
      device.wallMs += ms;
    },
    setClock(ms: number) {
      device.wallMs += ms;
    },
  };
}

describe('the clock of the server on a device', () => {
  it('is the server’s when the device’s is wrong by hours', () => {
    const { clock, pass } = createDevice(3 * 3_600_000);
    clock.hear(at(0));
    pass(5_000);
    expect(clock.now()).toBe(NOON + 5_000);
  });

  it('does not move when the device’s clock is set', () => {
    const { clock, pass, setClock } = createDevice(0);
    clock.hear(at(0));
    pass(1_000);
    setClock(-600_000);
    expect(clock.now()).toBe(NOON + 1_000);
    expect(clock.isDoubtful()).toBe(true);
  });

  it('believes the answer that came quickest, because a slow one only makes it late', () => {
    const { clock, pass } = createDevice(0);
    // Written by the server at noon, and two seconds on the way.
    pass(2_000);
    clock.hear(at(0));
    expect(clock.now()).toBe(NOON);
    pass(1_000);
    clock.hear(at(2_990));
    expect(clock.now()).toBe(NOON + 2_990);
    pass(1_000);
    clock.hear(at(2_000));
    expect(clock.now()).toBe(NOON + 3_990);
  });

  it('takes the same answer once, however late it is read again', () => {
    const { clock, pass } = createDevice(0);
    clock.hear(at(0));
    pass(60_000);
    clock.hear(at(0));
    expect(clock.now()).toBe(NOON + 60_000);
  });

  it('knows that it slept, and starts anew with the next answer', () => {
    const { clock, pass, sleep } = createDevice(0);
    clock.hear(at(0));
    pass(1_000);
    expect(clock.isDoubtful()).toBe(false);
    sleep(3_600_000);
    expect(clock.isDoubtful()).toBe(true);
    clock.hear(at(3_601_000));
    expect(clock.isDoubtful()).toBe(false);
    expect(clock.now()).toBe(NOON + 3_601_000);
  });

  it('after a sleep believes the first answer, also of a server that was set back meanwhile', () => {
    const { clock, pass, sleep } = createDevice(0);
    clock.hear(at(0));
    pass(1_000);
    sleep(60_000);
    clock.hear(at(-600_000));
    expect(clock.now()).toBe(NOON - 600_000);
  });

  it('follows a server whose clock was set back, after a few answers', () => {
    const { clock, pass } = createDevice(0);
    clock.hear(at(0));
    for (let answer = 1; answer <= 5; answer += 1) {
      pass(1_000);
      clock.hear(at(-600_000 + answer * 1_000));
    }
    expect(clock.now()).toBe(NOON - 595_000);
  });
});
