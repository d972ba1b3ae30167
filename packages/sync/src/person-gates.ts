import { createRateGate, type RateGate, type RateLimits } from './rate-gate.ts';

/**
 * One gate for each person, whichever of their connections sends. With one for each connection,
 * whoever hangs up after a burst and comes back has another at once, and goes on at any pace.
 */
export interface PersonGates {
  /** `leave` is to be called when the connection is gone; a second call does nothing. */
  enter(personKey: string): { readonly gate: RateGate; leave(): void };
  /** Forgets those who are gone and may send a whole burst again. */
  tidy(nowMs: number): void;
  /** Of those who are remembered. */
  readonly size: number;
}

type Known = { readonly gate: RateGate; connections: number };

export function createPersonGates(limits: RateLimits): PersonGates {
  const people = new Map<string, Known>();
  return {
    enter(personKey) {
      const known = people.get(personKey) ?? { gate: createRateGate(limits), connections: 0 };
      people.set(personKey, known);
      known.connections++;
      let isHere = true;
      return {
        gate: known.gate,
        leave() {
          if (isHere) known.connections--;
          isHere = false;
        },
      };
    },
    tidy(nowMs) {
      for (const [personKey, { gate, connections }] of people) {
        if (connections === 0 && gate.isFull(nowMs)) people.delete(personKey);
      }
    },
    get size() {
      return people.size;
    },
  };
}
