import { createMemoryNotifier, type Notifier } from '@gongyi/api';
import type { Fanout } from '@gongyi/sync';

/**
 * A few bytes a decision: one channel for all campaigns is cheaper than one for each that somebody
 * follows.
 */
const CHANNEL = 'events';

/**
 * A node that dies between its commit and its notice takes the notice along: after this time the
 * event is found all the same.
 */
const RECHECK_MS = 30_000;

export interface FanoutNotifier extends Notifier {
  close(): void;
}

/**
 * Listeners here are called at once, those of other nodes by a message, and all of them when a
 * message may have been lost.
 */
export async function createFanoutNotifier(fanout: Fanout, { recheckMs = RECHECK_MS } = {}): Promise<FanoutNotifier> {
  const local = createMemoryNotifier();
  /** How many follow each campaign. */
  const followed = new Map<string, number>();
  const notifyAll = () => {
    for (const campaignId of [...followed.keys()]) local.notify(campaignId);
  };
  const decoder = new TextDecoder();
  const encoder = new TextEncoder();
  const ends = [
    await fanout.subscribe(CHANNEL, (payload) => local.notify(decoder.decode(payload))),
    fanout.onGap(notifyAll),
  ];
  const recheck = setInterval(notifyAll, recheckMs);
  recheck.unref();

  return {
    notify(campaignId) {
      local.notify(campaignId);
      fanout.publish(CHANNEL, encoder.encode(campaignId));
    },
    subscribe(campaignId, listener) {
      followed.set(campaignId, (followed.get(campaignId) ?? 0) + 1);
      const end = local.subscribe(campaignId, listener);
      let ended = false;
      return () => {
        if (ended) return;
        ended = true;
        end();
        const left = (followed.get(campaignId) ?? 0) - 1;
        if (left > 0) followed.set(campaignId, left);
        else followed.delete(campaignId);
      };
    },
    close() {
      clearInterval(recheck);
      for (const end of ends) end();
    },
  };
}
