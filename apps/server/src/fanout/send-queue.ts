import { FANOUT_PAYLOAD_BYTES } from '@gongyi/sync';
import type { LinkMessage } from './linked-fanout.ts';

/**
 * What may wait, and what goes at once. Counted with a guess at what a message costs in memory
 * besides its bytes.
 */
const MAX_WAITING_BYTES = 4 * FANOUT_PAYLOAD_BYTES;
const MAX_BATCH_BYTES = 1_048_576;
const MAX_BATCH_MESSAGES = 2_000;
const MESSAGE_OVERHEAD_BYTES = 200;

const sizeOf = ({ bytes }: LinkMessage) => bytes.length + MESSAGE_OVERHEAD_BYTES;

/** The messages that wait for the link: bounded, because it may be away for long. */
export interface SendQueue {
  /**
   * False when too much waits: then all of it is thrown away, for whoever has lost one message has
   * to look at the truth anyway.
   */
  add(message: LinkMessage): boolean;
  /** Goes before the others, and always finds room. */
  addUrgent(message: LinkMessage): void;
  isEmpty(): boolean;
  /** The next ones, at least one if any waits. */
  take(): LinkMessage[];
  /** How many were thrown away since it was last asked. */
  countLost(): number;
}

export function createSendQueue(): SendQueue {
  let urgent: LinkMessage[] = [];
  let waiting: LinkMessage[] = [];
  /** How many of `waiting` are gone already: shifting a long array costs its length each time. */
  let taken = 0;
  let waitingBytes = 0;
  let lost = 0;

  return {
    add(message) {
      if (waitingBytes + sizeOf(message) > MAX_WAITING_BYTES) {
        lost += waiting.length - taken + 1;
        [waiting, taken, waitingBytes] = [[], 0, 0];
        return false;
      }
      waiting.push(message);
      waitingBytes += sizeOf(message);
      return true;
    },
    addUrgent(message) {
      urgent.push(message);
    },
    isEmpty: () => urgent.length === 0 && taken === waiting.length,
    take() {
      const batch = urgent;
      urgent = [];
      let bytes = 0;
      while (taken < waiting.length && batch.length < MAX_BATCH_MESSAGES && bytes < MAX_BATCH_BYTES) {
        const message = waiting[taken];
        if (message === undefined) break;
        taken++;
        bytes += sizeOf(message);
        batch.push(message);
      }
      waitingBytes -= bytes;
      if (taken === waiting.length) [waiting, taken] = [[], 0];
      else if (taken > MAX_BATCH_MESSAGES) {
        waiting = waiting.slice(taken);
        taken = 0;
      }
      return batch;
    },
    countLost() {
      const count = lost;
      lost = 0;
      return count;
    },
  };
}
