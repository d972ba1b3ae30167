import { createEncoder, toUint8Array, writeVarUint } from 'lib0/encoding';
import { writeSyncStep1 } from 'y-protocols/sync';
import { messageSync, type WebsocketProvider } from 'y-websocket';
import { sendOver } from './send-over.ts';

const LOOK_MS = 1_000;
/**
 * How long a server may be silent before it is asked for a sign of life: when edits wait for it,
 * and when nothing does.
 */
const SILENT_WHILE_WAITING_MS = 3_000;
/** Longer than the server's keepalive, which comes every 15 s. */
const SILENT_MS = 20_000;
const ANSWER_MS = 3_000;
/**
 * A handshake that takes longer than this is begun anew: one that was sent into a dead network may
 * hang for minutes.
 */
const HANDSHAKE_MS = 10_000;

/**
 * Notices within seconds that the server cannot be reached any more. A socket whose network is gone
 * says nothing about it for minutes, and y-websocket waits for 30 s. The browser's word that it is
 * offline is only a reason to ask: the server may run on this very machine. Call it when all
 * message handlers are in place. Returns the function that stops it.
 */
export function watchLine(provider: WebsocketProvider, isWaiting: () => boolean): () => void {
  let askedAt: number | null = null;
  let beganAt = Date.now();
  let heardAt = Date.now();

  function ask(): void {
    if (askedAt !== null) return;
    askedAt = Date.now();
    const encoder = createEncoder();
    writeVarUint(encoder, messageSync);
    // Answered from memory, also while the database is out of reach; and what was missed is sent
    // again.
    writeSyncStep1(encoder, provider.doc);
    sendOver(provider, toUint8Array(encoder));
  }

  function beginAnew(): void {
    if (!provider.shouldConnect) return;
    provider.disconnect();
    provider.connect();
  }

  function look(): void {
    const now = Date.now();
    if (!provider.wsconnected) {
      if (provider.wsconnecting && now - beganAt > HANDSHAKE_MS) beginAnew();
      return;
    }
    if (askedAt === null) {
      if (now - heardAt > (isWaiting() ? SILENT_WHILE_WAITING_MS : SILENT_MS)) ask();
    } else if (heardAt >= askedAt) askedAt = null;
    else if (now - askedAt > ANSWER_MS) beginAnew();
  }

  function onStatus(): void {
    askedAt = null;
    beganAt = Date.now();
    heardAt = beganAt;
  }

  /** The network changed, or the device woke up. */
  function onChange(): void {
    if (provider.wsconnected) ask();
    else beginAnew();
  }

  function onOffline(): void {
    if (provider.wsconnected) ask();
  }

  function onVisible(): void {
    if (document.visibilityState === 'visible') onChange();
  }

  // `forEach` passes over the numbers that stand for no message.
  provider.messageHandlers.forEach((read, type) => {
    provider.messageHandlers[type] = (...message) => {
      heardAt = Date.now();
      read(...message);
    };
  });
  provider.on('status', onStatus);
  const timer = setInterval(look, LOOK_MS);
  window.addEventListener('offline', onOffline);
  window.addEventListener('online', onChange);
  document.addEventListener('visibilitychange', onVisible);
  return () => {
    provider.off('status', onStatus);
    clearInterval(timer);
    window.removeEventListener('offline', onOffline);
    window.removeEventListener('online', onChange);
    document.removeEventListener('visibilitychange', onVisible);
  };
}
