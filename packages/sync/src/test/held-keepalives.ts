import { once } from 'node:events';
import { vi } from 'vitest';
import type { WebSocket } from 'ws';

/**
 * Keepalives that come when the test says so. By the clock of a busy machine the next may come
 * before the last could be answered.
 */
export interface HeldKeepalives extends Disposable {
  /** For the server's timing. */
  readonly keepaliveMs: number;
  /** One comes now. */
  pass(): void;
}

/** Before the server is started. Other intervals are held too. */
export function holdKeepalives(): HeldKeepalives {
  const keepaliveMs = 60_000;
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  return {
    keepaliveMs,
    pass: () => void vi.advanceTimersByTime(keepaliveMs),
    [Symbol.dispose]: () => void vi.useRealTimers(),
  };
}

/**
 * Resolves when the other side has taken all that was sent before, and an answer to its last ping.
 * Rejects when the connection ends.
 */
export async function roundTrip(socket: WebSocket): Promise<void> {
  if (socket.readyState !== socket.OPEN) throw new Error('the connection has ended');
  const done = new AbortController();
  const ended = once(socket, 'close', done).then(([code]) => Promise.reject(new Error(`closed with ${code}`)));
  ended.catch(() => undefined);
  try {
    // After the first, that answer is on its way.
    for (let left = 2; left > 0; left--) {
      const answered = once(socket, 'pong', done);
      socket.ping();
      await Promise.race([answered, ended]);
    }
  } finally {
    done.abort();
  }
}
