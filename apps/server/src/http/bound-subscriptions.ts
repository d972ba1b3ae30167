import type { Duplex } from 'node:stream';
import { LIMITS } from '@gongyi/domain';
import { createRateGate } from '@gongyi/sync';
import type { Encoder } from '@trpc/server/adapters/ws';
import type { WebSocket } from 'ws';

/** What is said over it was not of the kind, or more than may be (RFC 6455, "policy violation"). */
const BOUND_BROKEN = 1008;

/**
 * A page opens the socket to subscribe, and closes it a second after its last subscription: one on
 * which nothing runs for so long holds a place and nothing else.
 */
const IDLE_MS = 15_000;

/**
 * `unwanted`: the page said stop before tRPC had begun, which forgets such a stop. Kept here until
 * it has begun; else the server would go on to follow events for a page that has moved on.
 */
type Subscription = 'beginning' | 'unwanted' | 'running';

/**
 * Bounds what one socket may ask of tRPC's handler, which has no bounds of its own: subscriptions
 * only, `subscriptionsPerSocket` at once, at a pace, and nothing is kept for who does not read.
 * Whoever breaks a bound is cut off; no page of ours comes near one. Give the encoder to the
 * handler of this socket, which reads and writes everything through it but its keepalives. `wire`
 * is the socket beneath `ws`, which must not answer pings itself: it would at any pace, and keep
 * the answers for who does not read.
 */
export function boundSubscriptions(ws: WebSocket, wire: Duplex): Encoder {
  const subscriptions = new Map<unknown, Subscription>();
  const pace = createRateGate({
    perSecond: LIMITS.subscriptionMessagesPerSecond,
    burst: LIMITS.subscriptionMessagesBurst,
  });
  let isCut = false;
  let bytesAfterCut = 0;
  let idle: NodeJS.Timeout | undefined;

  function cut(): void {
    if (isCut) return;
    isCut = true;
    clearTimeout(idle);
    ws.close(BOUND_BROKEN);
  }

  function waitForSubscription(): void {
    if (subscriptions.size === 0 && !isCut) idle = setTimeout(cut, IDLE_MS);
  }

  function isTooMuch(cost = 1): boolean {
    return pace.take(performance.now(), cost) > 0;
  }

  /** Also what is no message: pieces of one come without a word, and each is a frame to be read. */
  function onBytes({ length }: Buffer): void {
    if (!isCut && isTooMuch(length / LIMITS.subscriptionBytesPerMessage)) cut();
    if (!isCut) return;
    bytesAfterCut += length;
    if (bytesAfterCut > LIMITS.subscriptionBacklogBytes) ws.terminate();
  }

  function end(id: unknown): void {
    if (subscriptions.delete(id)) waitForSubscription();
  }

  /** Whether it goes on to tRPC; cuts the socket off when it may not have been said. */
  function admit(message: unknown): boolean {
    const { id, method } = Object(message) as { readonly id?: unknown; readonly method?: unknown };
    if (method === 'subscription.stop') {
      if (subscriptions.get(id) !== 'beginning') return subscriptions.get(id) === 'running';
      subscriptions.set(id, 'unwanted');
      return false;
    }
    const isWelcome =
      method === 'subscription' && !subscriptions.has(id) && subscriptions.size < LIMITS.subscriptionsPerSocket;
    if (!isWelcome) {
      cut();
      return false;
    }
    clearTimeout(idle);
    subscriptions.set(id, 'beginning');
    return true;
  }

  // Keepalives are frames as well, and answered past the encoder.
  ws.on('message', () => {
    if (isTooMuch()) cut();
  });
  ws.on('ping', (data: Buffer) => {
    if (isTooMuch()) cut();
    if (isCut) return;
    if (ws.bufferedAmount > LIMITS.subscriptionBacklogBytes) ws.terminate();
    else ws.pong(data);
  });
  ws.on('pong', () => {
    if (isTooMuch()) cut();
  });
  wire.on('data', onBytes);
  ws.once('close', () => {
    wire.off('data', onBytes);
    isCut = true;
    clearTimeout(idle);
  });
  waitForSubscription();

  return {
    decode(data) {
      if (isCut) return [];
      const said: unknown = JSON.parse(String(data));
      const messages = Array.isArray(said) ? said : [said];
      const admitted = messages.filter((message) => {
        if (!isCut && isTooMuch()) cut();
        return !isCut && admit(message);
      });
      return isCut ? [] : admitted;
    },
    encode(message) {
      const { id, error, result } = message as {
        readonly id?: unknown;
        readonly error?: unknown;
        readonly result?: { readonly type?: string };
      };
      if (error !== undefined || result?.type === 'stopped') end(id);
      else if (result?.type === 'started') {
        const isUnwanted = subscriptions.get(id) === 'unwanted';
        subscriptions.set(id, 'running');
        if (isUnwanted) {
          const stop = Buffer.from(JSON.stringify({ id, method: 'subscription.stop' }));
          // After this answer, which the handler is about to send.
          queueMicrotask(() => ws.emit('message', stop, false));
        }
      }
      // Not close(): its frame would wait behind everything that is not being read.
      if (ws.bufferedAmount > LIMITS.subscriptionBacklogBytes) ws.terminate();
      return JSON.stringify(message);
    },
  };
}
