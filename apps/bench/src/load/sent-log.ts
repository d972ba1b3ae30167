/**
 * When each sender sent its 1st, 2nd, … message, in memory that all threads share. Receivers look
 * the times up here instead of reading them from the message: of a state that a coalescing server
 * left out because a newer one replaced it, no message ever arrives.
 */
export interface SentLog {
  readonly senders: number;
  /** To be given to `openSentLog` in another thread. */
  readonly memory: SentLogMemory;
  /** Notes that the sender sends its next message now; gives that message's number, from 1. */
  note(sender: number, ms: number): number;
  count(sender: number): number;
  /** `number` is from 1 to `count`. */
  sentAt(sender: number, number: number): number;
}

export type SentLogMemory = {
  readonly senders: number;
  readonly capacity: number;
  readonly times: SharedArrayBuffer;
  readonly counts: SharedArrayBuffer;
};

/** `capacity`: the most messages that one sender will send. */
export function createSentLog(senders: number, capacity: number): SentLog {
  return openSentLog({
    senders,
    capacity,
    times: new SharedArrayBuffer(Math.max(1, senders * capacity) * Float64Array.BYTES_PER_ELEMENT),
    counts: new SharedArrayBuffer(Math.max(1, senders) * Int32Array.BYTES_PER_ELEMENT),
  });
}

export function openSentLog(memory: SentLogMemory): SentLog {
  const { senders, capacity } = memory;
  const times = new Float64Array(memory.times);
  const counts = new Int32Array(memory.counts);
  return {
    senders,
    memory,
    note(sender, ms) {
      const number = Atomics.load(counts, sender) + 1;
      if (number > capacity) throw new RangeError(`sender ${sender} sends more than the ${capacity} messages planned`);
      times[sender * capacity + number - 1] = ms;
      // After the time, so that no thread reads a number whose time is not there yet.
      Atomics.store(counts, sender, number);
      return number;
    },
    count: (sender) => Atomics.load(counts, sender),
    sentAt: (sender, number) => times[sender * capacity + number - 1] ?? Number.NaN,
  };
}
