import { createFanoutListeners } from '../fanout/fanout-listeners.ts';
import type { Fanout } from '../ports.ts';

export type HubMessage = {
  readonly from: HubNode;
  readonly to: HubNode;
  readonly channel: string;
  readonly payload: Uint8Array;
};

export interface HubNode extends Fanout {
  /** Cuts it off: what is on the way to or from it is lost, and so is what it publishes. */
  cut(): void;
  /** Its link stands again: all who may have missed something are told of the gap. */
  mend(): void;
}

/**
 * Joins nodes in one process, each with a `Fanout`, and does to their messages what a network may
 * do, and worse.
 */
export interface FanoutHub {
  createNode(): HubNode;
  /** From now on messages wait for `release`, or `pass`. */
  hold(): void;
  release(): void;
  /** Who has messages on the way to whom. */
  waiting(): readonly (readonly [from: HubNode, to: HubNode])[];
  /** Delivers the first message on the way from one node to another, if there is one. */
  pass(from: HubNode, to: HubNode): void;
  /**
   * Messages of which it says true vanish, and nobody is told. Returns the function that ends it.
   */
  lose(isLost: (message: HubMessage) => boolean): () => void;
}

export function createFanoutHub(): FanoutHub {
  type Member = {
    readonly node: HubNode;
    readonly deliver: (channel: string, payload: Uint8Array) => void;
    readonly tellGap: () => void;
    readonly isCut: () => boolean;
  };
  type Link = { readonly from: HubNode; readonly to: Member; readonly queue: HubMessage[] };

  const members = new Set<Member>();
  const links = new Map<HubNode, Map<HubNode, Link>>();
  const losers = new Set<(message: HubMessage) => boolean>();
  let held = false;
  let scheduled = false;

  const allLinks = () => [...links.values()].flatMap((ofNode) => [...ofNode.values()]);

  function linkBetween(from: HubNode, to: Member): Link {
    const ofNode = links.get(from) ?? new Map<HubNode, Link>();
    links.set(from, ofNode);
    const link = ofNode.get(to.node) ?? { from, to, queue: [] };
    ofNode.set(to.node, link);
    return link;
  }

  function schedule() {
    if (scheduled || held) return;
    scheduled = true;
    setImmediate(() => {
      scheduled = false;
      if (held) return;
      for (const link of allLinks()) {
        for (const message of link.queue.splice(0)) link.to.deliver(message.channel, message.payload);
      }
      if (allLinks().some(({ queue }) => queue.length > 0)) schedule();
    });
  }

  function createNode(): HubNode {
    const listeners = createFanoutListeners({
      // The contract has a listener that throws on purpose.
      error: () => undefined,
    });
    let isCut = false;
    let isClosed = false;
    let hasLost = false;

    const node: HubNode = {
      publish(channel, payload) {
        if (isClosed) return;
        if (isCut) {
          hasLost = true;
          return;
        }
        for (const to of members) {
          if (to.node === node || to.isCut()) continue;
          const message = { from: node, to: to.node, channel, payload };
          if (![...losers].some((isLost) => isLost(message))) linkBetween(node, to).queue.push(message);
        }
        schedule();
      },
      async subscribe(channel, listener) {
        const end = listeners.add(channel, listener);
        if (!isCut) await new Promise((resolve) => setImmediate(resolve));
        return end;
      },
      onGap: listeners.addGap,
      async close() {
        isClosed = true;
        listeners.close();
        members.delete(member);
        for (const ofNode of links.values()) ofNode.delete(node);
      },
      cut() {
        isCut = true;
        for (const { from, to, queue } of allLinks()) {
          if (from !== node && to !== member) continue;
          if (from === node && queue.length > 0) hasLost = true;
          queue.length = 0;
        }
      },
      mend() {
        if (!isCut) return;
        isCut = false;
        const told = hasLost ? [...members] : [member];
        hasLost = false;
        setImmediate(() => {
          for (const { tellGap, isCut: isOut } of told) if (!isOut()) tellGap();
        });
      },
    };
    const member: Member = { node, deliver: listeners.deliver, tellGap: listeners.tellGap, isCut: () => isCut };
    members.add(member);
    return node;
  }

  return {
    createNode,
    hold() {
      held = true;
    },
    release() {
      held = false;
      schedule();
    },
    waiting: () =>
      allLinks()
        .filter(({ queue }) => queue.length > 0)
        .map(({ from, to }) => [from, to.node] as const),
    pass(from, to) {
      const link = links.get(from)?.get(to);
      const message = link?.queue.shift();
      if (message !== undefined) link?.to.deliver(message.channel, message.payload);
    },
    lose(isLost) {
      losers.add(isLost);
      return () => void losers.delete(isLost);
    },
  };
}
