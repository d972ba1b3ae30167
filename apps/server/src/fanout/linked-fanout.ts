import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { createFanoutListeners, FANOUT_PAYLOAD_BYTES, type Fanout, type SyncLogger } from '@gongyi/sync';
import { createSendQueue } from './send-queue.ts';

/** A message as it travels: the sender's id, then the payload. */
export type LinkMessage = { readonly channel: string; readonly bytes: Uint8Array };

/**
 * One connection to whatever carries the messages, from opening to breaking. Calls are made one at
 * a time, but messages may come meanwhile, also one's own.
 */
export interface Link {
  /** Resolves when what is sent from now on will come. */
  listen(channels: readonly string[]): Promise<void>;
  unlisten(channels: readonly string[]): Promise<void>;
  /** Resolves when they are sent, in this order. */
  send(messages: readonly LinkMessage[]): Promise<void>;
  /** Says goodbye. */
  end(): Promise<void>;
}

export interface LinkEvents {
  onMessage(channel: string, bytes: Uint8Array): void;
  /** A message for this node was lost, and the link stands. */
  onLoss(): void;
  /** May be called more than once. */
  onBroken(error: Error): void;
}

/**
 * Opens a link. When `signal` aborts, at whatever time, the link lets go of its sockets at once and
 * without waiting for the other side; nothing of an aborted link is heard any more. The error of a
 * rejection is logged, and must hold no secret.
 */
export type OpenLink = (events: LinkEvents, signal: AbortSignal) => Promise<Link>;

export type LinkTiming = {
  readonly openTimeoutMs: number;
  /** How often a message is sent to oneself, to see that the link works in both directions. */
  readonly heartbeatMs: number;
  /** After which time without its return the link is given up, though nobody has closed it. */
  readonly echoTimeoutMs: number;
  /**
   * How long a subscription waits for a link that may be dead. Past that it goes on, and a gap
   * tells when it stands.
   */
  readonly subscribeTimeoutMs: number;
  readonly retryMinMs: number;
  readonly retryMaxMs: number;
  /** What is left is sent for at most so long when it is closed. */
  readonly closeTimeoutMs: number;
};

const DEFAULT_TIMING: LinkTiming = {
  openTimeoutMs: 10_000,
  heartbeatMs: 5_000,
  echoTimeoutMs: 15_000,
  subscribeTimeoutMs: 2_000,
  retryMinMs: 100,
  retryMaxMs: 5_000,
  closeTimeoutMs: 2_000,
};

export type LinkedFanoutOptions = {
  readonly open: OpenLink;
  readonly logger: SyncLogger;
  readonly timing?: Partial<LinkTiming>;
};

export interface LinkedFanout extends Fanout {
  /**
   * Settles with the first attempt to open a link. When it rejects, further attempts go on all the
   * same.
   */
  readonly opened: Promise<void>;
}

/**
 * Where nodes say that they have lost messages; where each sends its heartbeat; and before the name
 * of a channel of those who listen.
 */
const LOSS_CHANNEL = 'loss';
const SELF_PREFIX = 'self:';
const CHANNEL_PREFIX = 'c:';
const NODE_ID_BYTES = 8;

type Standing = {
  readonly link: Link;
  readonly listened: Set<string>;
  pumping: boolean;
  /** Messages are handed to the link, and nobody knows whether they are sent. */
  sending: boolean;
  /** When the heartbeat that has not come back was sent. */
  echoAwaitedSince: number | null;
};

/**
 * A `Fanout` over links that break: it opens the next one, listens again to everything, and tells
 * who may have missed something. One call of the link is under way at a time, and all that is
 * published meanwhile goes with the next.
 */
export function createLinkedFanout({ open, logger, timing: changes }: LinkedFanoutOptions): LinkedFanout {
  const timing = { ...DEFAULT_TIMING, ...changes };
  const nodeId = randomBytes(NODE_ID_BYTES);
  const selfChannel = SELF_PREFIX + nodeId.toString('hex');
  const listeners = createFanoutListeners(logger, (channel) => wantChanged(CHANNEL_PREFIX + channel));
  const queue = createSendQueue();
  /** Channels that may have to be listened to, or not any more. */
  const changed = new Set<string>();
  const waiters = new Map<string, (() => void)[]>();
  /** Channels that somebody subscribed to and did not wait for. */
  const late = new Set<string>();
  const closing = new AbortController();

  let standing: Standing | null = null;
  /** This node lost what others should have heard, and they do not know yet. */
  let hasLost = false;
  /** Somebody here may have missed something since the link last stood. */
  let hasMissed = false;
  let isTroubled = false;
  let breakLink: (error: Error) => void = () => undefined;
  let onDrained: () => void = () => undefined;

  const isWanted = (channel: string) =>
    channel === LOSS_CHANNEL || channel === selfChannel || listeners.has(channel.slice(CHANNEL_PREFIX.length));

  function wantChanged(channel: string) {
    changed.add(channel);
    pumpSoon();
  }

  function frame(payload: Uint8Array): Uint8Array {
    const bytes = new Uint8Array(NODE_ID_BYTES + payload.length);
    bytes.set(nodeId);
    bytes.set(payload, NODE_ID_BYTES);
    return bytes;
  }

  function lose(message: string, details: object) {
    if (!hasLost) logger.warn(details, message);
    hasLost = true;
    if (standing !== null) announceLoss();
  }

  /** Before all that waits: who hears it looks at the truth, and then goes on. */
  function announceLoss() {
    hasLost = false;
    queue.addUrgent({ channel: LOSS_CHANNEL, bytes: frame(new Uint8Array()) });
    pumpSoon();
  }

  function receive(channel: string, bytes: Uint8Array) {
    if (bytes.length < NODE_ID_BYTES) return;
    if (nodeId.equals(bytes.subarray(0, NODE_ID_BYTES))) {
      if (channel === selfChannel) onEcho();
    } else if (channel === LOSS_CHANNEL) {
      if (standing !== null) listeners.tellGap();
    } else {
      const { buffer, byteOffset, length } = bytes;
      const payload = new Uint8Array(buffer, byteOffset + NODE_ID_BYTES, length - NODE_ID_BYTES);
      listeners.deliver(channel.slice(CHANNEL_PREFIX.length), payload);
    }
  }

  let onEcho: () => void = () => undefined;

  /** In a microtask, so that what is published in one turn goes together. */
  function pumpSoon() {
    if (standing !== null && !standing.pumping) queueMicrotask(() => void pump());
  }

  async function pump() {
    const mine = standing;
    if (mine === null || mine.pumping) return;
    mine.pumping = true;
    try {
      // Nothing is awaited between the last look and the end: what comes in between would wait for
      // ever.
      while (standing === mine && (changed.size > 0 || !queue.isEmpty())) await takeStep(mine);
    } catch (error) {
      if (standing === mine) breakLink(asError(error));
    }
    mine.pumping = false;
    if (standing === mine) onDrained();
  }

  async function takeStep(mine: Standing): Promise<void> {
    const all = [...changed];
    changed.clear();
    const toListen = all.filter((channel) => isWanted(channel) && !mine.listened.has(channel));
    const toLeave = all.filter((channel) => !isWanted(channel) && mine.listened.has(channel));
    // Before the call: whoever subscribes while it is under way must listen again after it.
    for (const channel of toLeave) mine.listened.delete(channel);
    if (toLeave.length > 0) await mine.link.unlisten(toLeave);
    if (toListen.length > 0) await listenTo(mine, toListen);
    if (all.length > 0 || queue.isEmpty()) return;

    mine.sending = true;
    await mine.link.send(queue.take());
    mine.sending = false;
  }

  async function listenTo(mine: Pick<Standing, 'link' | 'listened'>, channels: readonly string[]) {
    await mine.link.listen(channels);
    for (const channel of channels) {
      mine.listened.add(channel);
      for (const resolve of waiters.get(channel) ?? []) resolve();
      waiters.delete(channel);
    }
    const missed = channels.filter((channel) => late.delete(channel));
    if (missed.length > 0) listeners.tellGap();
  }

  /**
   * One link, from the attempt to open it until it breaks. Rejects with why it broke; `onStanding`
   * is called when it stands.
   */
  async function useLink(onStanding: () => void): Promise<never> {
    const controller = new AbortController();
    const { signal } = controller;
    const abort = () => controller.abort();
    closing.signal.addEventListener('abort', abort);
    let heartbeat: NodeJS.Timeout | undefined;
    let openTimeout: NodeJS.Timeout | undefined;
    let openingStage = 'no answer';
    try {
      const broken = new Promise<never>((_, reject) => {
        breakLink = reject;
        openTimeout = setTimeout(() => reject(new Error(`${openingStage} in time`)), timing.openTimeoutMs);
        signal.addEventListener('abort', () => reject(new Error('closed')));
      });
      // Also when nobody waits for it at that moment.
      broken.catch(() => undefined);
      const whileOpen = <T>(work: Promise<T>) => Promise.race([work, broken]);

      const events: LinkEvents = {
        onMessage: (channel, bytes) => void (signal.aborted || receive(channel, bytes)),
        onLoss: () => void (signal.aborted || listeners.tellGap()),
        onBroken: breakLink,
      };
      const link = await whileOpen(open(events, signal));
      const mine: Standing = { link, listened: new Set(), pumping: false, sending: false, echoAwaitedSince: null };
      await whileOpen(listenTo(mine, [selfChannel, LOSS_CHANNEL]));
      openingStage = 'it answers, but passes no messages on';
      await whileOpen(seeEcho(link));
      for (let missing = unheard(mine); missing.length > 0; missing = unheard(mine)) {
        await whileOpen(listenTo(mine, missing));
      }
      clearTimeout(openTimeout);
      standing = mine;
      onStanding();
      onEcho = () => {
        mine.echoAwaitedSince = null;
      };
      heartbeat = setInterval(() => beat(mine), timing.heartbeatMs);
      return await broken;
    } finally {
      clearTimeout(openTimeout);
      clearInterval(heartbeat);
      closing.signal.removeEventListener('abort', abort);
      if (standing !== null) {
        hasLost ||= standing.sending;
        hasMissed = true;
        standing = null;
        onDrained();
      }
      controller.abort();
      for (const resolve of [...waiters.values()].flat()) resolve();
      waiters.clear();
      late.clear();
    }
  }

  const unheard = ({ listened }: Standing) =>
    listeners
      .channels()
      .map((channel) => CHANNEL_PREFIX + channel)
      .filter((channel) => !listened.has(channel));

  /** Not every link that answers also delivers: a pooler may stand in between. */
  async function seeEcho(link: Link) {
    const echo = new Promise<void>((resolve) => {
      onEcho = resolve;
    });
    await link.send([{ channel: selfChannel, bytes: frame(new Uint8Array()) }]);
    await echo;
  }

  function beat(mine: Standing) {
    const now = performance.now();
    if (mine.echoAwaitedSince === null) {
      mine.echoAwaitedSince = now;
      queue.addUrgent({ channel: selfChannel, bytes: frame(new Uint8Array()) });
      pumpSoon();
    } else if (now - mine.echoAwaitedSince >= timing.echoTimeoutMs) {
      breakLink(new Error('no answer any more'));
    }
  }

  function stand() {
    if (isTroubled) logger.warn({ lost: queue.countLost() }, 'the other nodes can be reached again');
    isTroubled = false;
    const missed = hasMissed;
    hasMissed = false;
    if (hasLost) announceLoss();
    pumpSoon();
    if (missed) listeners.tellGap();
  }

  async function keepLinked(onAttempt: (error: Error | null) => void) {
    let delayMs = timing.retryMinMs;
    while (!closing.signal.aborted) {
      const error = await useLink(() => {
        delayMs = timing.retryMinMs;
        stand();
        onAttempt(null);
      }).catch(asError);
      onAttempt(error);
      if (closed !== undefined) return;
      if (!isTroubled) logger.warn({ reason: error.message }, 'the other nodes cannot be reached for now');
      isTroubled = true;
      // Not all nodes at the same moment.
      await pause(delayMs * (0.5 + Math.random() / 2), undefined, { signal: closing.signal }).catch(() => undefined);
      delayMs = Math.min(delayMs * 2, timing.retryMaxMs);
    }
  }

  let keeping: Promise<void> = Promise.resolve();
  const opened = new Promise<void>((resolve, reject) => {
    keeping = keepLinked((error) => (error === null ? resolve() : reject(error)));
  });
  opened.catch(() => undefined);

  let closed: Promise<void> | undefined;
  async function close() {
    listeners.close();
    const mine = standing;
    if (mine !== null) {
      const drained = new Promise<void>((resolve) => {
        onDrained = resolve;
        if (!mine.pumping) void pump();
      });
      const deadline = new AbortController();
      const timeout = pause(timing.closeTimeoutMs, undefined, { signal: deadline.signal }).catch(() => undefined);
      const ended = drained.then(() => (standing === mine ? mine.link.end() : undefined)).catch(() => undefined);
      await Promise.race([ended, timeout]);
      deadline.abort();
    }
    closing.abort();
    await keeping;
  }

  return {
    opened,
    publish(channel, payload) {
      if (closed !== undefined) return;
      if (payload.length > FANOUT_PAYLOAD_BYTES) {
        return lose('a message was too large for the other nodes', { channel, bytes: payload.length });
      }
      if (queue.add({ channel: CHANNEL_PREFIX + channel, bytes: frame(payload) })) pumpSoon();
      else lose('too much waits for the other nodes: it was dropped', { channel });
    },
    async subscribe(channel, listener) {
      const end = listeners.add(channel, listener);
      const name = CHANNEL_PREFIX + channel;
      if (closed !== undefined) return end;
      if (standing === null) hasMissed = true;
      else if (!standing.listened.has(name)) {
        await new Promise<void>((resolve) => {
          const timeout = setTimeout(() => {
            late.add(name);
            resolve();
          }, timing.subscribeTimeoutMs);
          const stop = () => {
            clearTimeout(timeout);
            resolve();
          };
          waiters.set(name, [...(waiters.get(name) ?? []), stop]);
          wantChanged(name);
        });
      }
      return end;
    },
    onGap: listeners.addGap,
    close() {
      closed ??= close();
      return closed;
    },
  };
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
