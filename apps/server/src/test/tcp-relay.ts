import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type NetConnectOpts, type Socket } from 'node:net';

/** A wire between a client and a server that can be cut. */
export interface TcpRelay extends AsyncDisposable {
  /** On 127.0.0.1. */
  readonly port: number;
  /** Ends every connection, and ends new ones as they come. */
  cut(): void;
  /**
   * Carries nothing any more, and ends nothing: what a power cut or a lost route looks like. New
   * connections are not answered.
   */
  freeze(): void;
  /** New connections pass. Those that were frozen stay dead. */
  mend(): void;
}

export async function startTcpRelay(target: NetConnectOpts): Promise<TcpRelay> {
  const sockets = new Set<Socket>();
  let state: 'open' | 'cut' | 'frozen' = 'open';

  const track = (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
  };
  const server = createServer((near) => {
    track(near);
    if (state === 'cut') return near.destroy();
    if (state === 'frozen') return near.pause();
    const far = connect(target);
    track(far);
    near.setNoDelay();
    far.setNoDelay();
    near.pipe(far);
    far.pipe(near);
    near.on('close', () => far.destroy());
    far.on('close', () => near.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  return {
    port: (server.address() as AddressInfo).port,
    cut() {
      state = 'cut';
      for (const socket of sockets) socket.destroy();
    },
    freeze() {
      state = 'frozen';
      for (const socket of sockets) {
        socket.unpipe();
        socket.pause();
      }
    },
    mend() {
      state = 'open';
    },
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
