import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/**
 * A line to the server that can be cut, as when somebody walks out of reach of the Wi-Fi: what is open breaks, and what is tried
 * fails, until it is mended. The browser's own offline switch leaves open WebSockets as they are.
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

  static async to(origin: string): Promise<CuttableLine> {
    const { hostname, port } = new URL(origin);
    const open = new Set<Socket>();
    const state = { isCut: false };
    const server = createServer((near) => {
      if (state.isCut) {
        near.resetAndDestroy();
        return;
      }
      const far = connect(Number(port), hostname);
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
