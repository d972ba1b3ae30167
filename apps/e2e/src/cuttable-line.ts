import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/**
 * A line to the server that can be cut, as when somebody walks out of reach of the Wi-Fi: what is
 * open breaks, and what is tried fails, until it is mended. The browser's own offline switch leaves
 * open WebSockets as they are.
 *
 * With several servers it is a load balancer: each connection goes to the first of them that is
 * there.
 */
export class CuttableLine {
  readonly origin: string;
  readonly #server: Server;
  readonly #open: Set<Socket>;
  readonly #state: { isCut: boolean };

  private constructor(server: Server, open: Set<Socket>, state: { isCut: boolean }) {
    this.#server = server;
    this.#open = open;
    this.#state = state;
    this.origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  static async to(...origins: readonly string[]): Promise<CuttableLine> {
    const open = new Set<Socket>();
    const state = { isCut: false };
    // Paused until there is somebody to pass on to what the browser says meanwhile.
    const server = createServer({ pauseOnConnect: true }, async (near) => {
      near.on('error', () => undefined);
      const far = state.isCut ? null : await connectToFirst(origins);
      if (far === null || near.destroyed || state.isCut) {
        far?.destroy();
        near.resetAndDestroy();
        return;
      }
      for (const [one, other] of [
        [near, far],
        [far, near],
      ] as const) {
        open.add(one);
        one.pipe(other);
        one.on('error', () => undefined);
        one.on('close', () => {
          open.delete(one);
          other.destroy();
        });
      }
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new CuttableLine(server, open, state);
  }

  cut(): void {
    this.#state.isCut = true;
    for (const socket of this.#open) socket.destroy();
  }

  mend(): void {
    this.#state.isCut = false;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.cut();
    this.#server.close();
    await once(this.#server, 'close');
  }
}

/** Null when none of them answers. */
async function connectToFirst(origins: readonly string[]): Promise<Socket | null> {
  for (const origin of origins) {
    const { hostname, port } = new URL(origin);
    const socket = connect(Number(port), hostname);
    try {
      await once(socket, 'connect');
      return socket;
    } catch {
      socket.destroy();
    }
  }
  return null;
}
