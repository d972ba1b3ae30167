import { newId } from '@gongyi/domain';
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import type { SyncMetrics } from '../metrics.ts';
import { FANOUT_PAYLOAD_BYTES, type Fanout, type SyncLogger } from '../ports.ts';

/**
 * One channel of the fan-out, with what the fan-out does not promise: each node numbers what it
 * says, so that the others notice what they missed. A node is heard of at least once a heartbeat,
 * so even the loss of its last message is noticed within one.
 *
 * Nothing is said to nobody: while no other node is known here only heartbeats go out, and the
 * numbers go on. A node that is heard of for the first time counts as one of which something was
 * missed.
 *
 * Who can say something on the fan-out is trusted: whoever can reach it can reach the database as
 * well.
 */
export interface NodeChannel {
  /**
   * Resolves when nothing that others say from now on will be missed without notice. What they say
   * waits until `start`.
   */
  open(): Promise<void>;
  /** From now on the listener is called. Says hello. */
  start(listener: NodeListener): void;
  /**
   * Tells all others. `payload` is made only when there are any; null is something too large to
   * tell, which they will miss.
   */
  publish(payload: () => Uint8Array | null): void;
  /** How many other nodes are heard of. */
  readonly others: number;
  /** To be called once a heartbeat. Gives up those who have been silent for more than two. */
  beat(): void;
  /** Messages may have been lost: everybody is asked to say again who they are. */
  gap(): void;
  /** Says goodbye. */
  close(): void;
}

export type NodeListener = {
  readonly message: (node: string, payload: Uint8Array) => void;
  /** Something that a node said has not come, and will not. */
  readonly missed: (node: string) => void;
  /** A node said all that it has to say to one who knows nothing of it. */
  readonly introduced: (node: string, payload: Uint8Array) => void;
  readonly gone: (node: string) => void;
  /** What this node says to one who knows nothing of it. */
  readonly introduction: () => Uint8Array;
};

export type NodeChannelOptions = {
  readonly channel: string;
  readonly fanout: Fanout;
  readonly metrics: Pick<SyncMetrics, 'published' | 'received'>;
  readonly logger: SyncLogger;
  /** Of the server: a channel that is opened again is another node to the others. */
  readonly serverId: string;
};

/** `hello` and `beat` are answered by who does not know the other, or is asked for by name. */
const [HELLO, HERE, BEAT, PAYLOAD, GOODBYE] = [0, 1, 2, 3, 4];
/**
 * A node that is not heard of for so many of this one's heartbeats is gone: two that were lost, and
 * how late the next may come.
 */
const SILENT_BEATS = 3;
/** What messages from before `start` may take. */
const MAX_WAITING = 1_000;

type Node = { last: number; silentBeats: number };

export function createNodeChannel({ channel, fanout, metrics, logger, serverId }: NodeChannelOptions): NodeChannel {
  const self = `${serverId}/${newId()}`;
  const nodes = new Map<string, Node>();
  let listener: NodeListener | null = null;
  let waiting: Uint8Array[] | null = [];
  let number = 0;
  let unsubscribe: (() => void) | undefined;
  let closed = false;

  function say(kind: number, payload: Uint8Array = NOTHING) {
    const encoder = encoding.createEncoder();
    encoding.writeVarString(encoder, self);
    encoding.writeVarUint(encoder, number);
    encoding.writeVarUint(encoder, kind);
    encoding.writeUint8Array(encoder, payload);
    const message = encoding.toUint8Array(encoder);
    metrics.published(message.length);
    fanout.publish(channel, message);
  }

  function receive(message: Uint8Array) {
    if (closed) return;
    if (listener === null) {
      // Too many to keep: those who said them will be found to have said more than came.
      if (waiting !== null && waiting.length < MAX_WAITING) waiting.push(message);
      return;
    }
    metrics.received(message.length);
    try {
      read(message, listener);
    } catch (err) {
      logger.error({ err, channel }, 'a message of another node could not be taken');
    }
  }

  function read(message: Uint8Array, told: NodeListener) {
    const decoder = decoding.createDecoder(message);
    const from = decoding.readVarString(decoder);
    const said = decoding.readVarUint(decoder);
    const kind = decoding.readVarUint(decoder);
    const payload = decoding.readTailAsUint8Array(decoder);
    if (from === self) return;
    const known = nodes.get(from);
    if (kind === GOODBYE) {
      forget(from, told);
      if (said > (known?.last ?? 0)) told.missed(from);
      return;
    }
    const node = known ?? { last: said, silentBeats: 0 };
    // Only what is told has a number of its own; all else bears the last one.
    const next = kind === PAYLOAD ? node.last + 1 : node.last;
    const isHole = known === undefined ? said > 0 : said > next;
    node.last = Math.max(node.last, said);
    node.silentBeats = 0;
    nodes.set(from, node);
    if (kind === PAYLOAD && (known === undefined || said >= next)) told.message(from, payload);
    if (kind === HERE) told.introduced(from, payload);
    if (isHole) told.missed(from);
    const isAskedFor = kind === HELLO && (payload.length === 0 || decodeName(payload) === self);
    if (isAskedFor || (known === undefined && kind !== HERE)) introduce(told);
    // It may have said who it is before it was listened to, or what was missed was just that.
    if (kind !== HERE && (isHole || known === undefined)) say(HELLO, encodeName(from));
  }

  function introduce(told: NodeListener) {
    const payload = told.introduction();
    say(HERE, payload.length <= MAX_PAYLOAD_BYTES ? payload : NOTHING);
  }

  function forget(node: string, told: NodeListener) {
    if (nodes.delete(node)) told.gone(node);
  }

  return {
    async open() {
      const end = await fanout.subscribe(channel, receive);
      if (closed) end();
      else unsubscribe = end;
    },
    start(given) {
      listener = given;
      const held = waiting ?? [];
      waiting = null;
      say(HELLO);
      for (const message of held) receive(message);
    },
    publish(payload) {
      number++;
      if (nodes.size === 0) return;
      const bytes = payload();
      if (bytes !== null && bytes.length <= MAX_PAYLOAD_BYTES) say(PAYLOAD, bytes);
      else say(BEAT);
    },
    get others() {
      return nodes.size;
    },
    beat() {
      if (listener === null) return;
      for (const [name, node] of [...nodes]) {
        if (++node.silentBeats < SILENT_BEATS) continue;
        forget(name, listener);
        // A node that dies takes along what it had stored and not told yet.
        listener.missed(name);
      }
      say(BEAT);
    },
    gap() {
      if (listener !== null) say(HELLO);
    },
    close() {
      if (closed) return;
      if (listener !== null) say(GOODBYE);
      closed = true;
      unsubscribe?.();
    },
  };
}

const NOTHING = new Uint8Array();
/** With room for what stands before it. */
const MAX_PAYLOAD_BYTES = FANOUT_PAYLOAD_BYTES - 256;

function encodeName(name: string): Uint8Array {
  return new TextEncoder().encode(name);
}

function decodeName(payload: Uint8Array): string {
  return new TextDecoder().decode(payload);
}
