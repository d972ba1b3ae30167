import type { Fanout } from '@gongyi/sync';
import type { FanoutHarness } from '@gongyi/sync/testing';
import type { LinkedFanout, LinkTiming } from '../fanout/linked-fanout.ts';
import type { TcpRelay } from './tcp-relay.ts';

export interface FanoutNodes extends FanoutHarness {
  newNode(timing?: Partial<LinkTiming>): Promise<LinkedFanout>;
  relayOf(node: Fanout): TcpRelay;
}

/** Nodes each with a wire of its own that can be cut. */
export function createFanoutNodes(
  startRelay: () => Promise<TcpRelay>,
  open: (relay: TcpRelay, timing: Partial<LinkTiming>) => Promise<LinkedFanout>,
): FanoutNodes {
  const relays = new Map<Fanout, TcpRelay>();
  const relayOf = (node: Fanout) => {
    const relay = relays.get(node);
    if (relay === undefined) throw new Error('a node of another harness');
    return relay;
  };
  return {
    relayOf,
    async newNode(timing = {}) {
      const relay = await startRelay();
      const node = await open(relay, { retryMinMs: 5, ...timing });
      relays.set(node, relay);
      return node;
    },
    async cut(nodes = [...relays.keys()]) {
      for (const node of nodes) relayOf(node).cut();
    },
    async mend(nodes = [...relays.keys()]) {
      for (const node of nodes) relayOf(node).mend();
    },
    async [Symbol.asyncDispose]() {
      await Promise.all([...relays.keys()].map((node) => node.close()));
      await Promise.all([...relays.values()].map((relay) => relay[Symbol.asyncDispose]()));
    },
  };
}
