import type { Server, ServerResponse } from 'node:http';

/** The requests that have not been answered yet. */
export interface RequestsUnderWay {
  /**
   * Resolves when there are none, or after `mostMs`: one that is never answered must not keep the
   * server from stopping.
   */
  finished(mostMs: number): Promise<void>;
}

export function watchRequests(server: Server): RequestsUnderWay {
  const open = new Set<ServerResponse>();
  let onNone: (() => void) | undefined;
  server.on('request', ({ socket }, response) => {
    open.add(response);
    const ended = () => {
      response.off('close', ended);
      socket.off('close', ended);
      open.delete(response);
      if (open.size === 0) onNone?.();
    };
    // Comes after the last byte, and also when the caller hangs up.
    response.once('close', ended);
    // An answer that waits behind others of its connection is not told that it has closed.
    socket.once('close', ended);
  });
  return {
    finished(mostMs) {
      if (open.size === 0) return Promise.resolve();
      return new Promise((resolve) => {
        const timer = setTimeout(resolve, mostMs);
        onNone = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    },
  };
}
