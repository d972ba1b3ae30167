import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Endpoint } from '../load/load-plan.ts';
import { createWire } from '../load/wire.ts';

/** A server that passes everything on, and can be told what to do wrong. */
export interface EchoServer extends AsyncDisposable {
  readonly endpoint: Endpoint;
}

export type EchoServerOptions = {
  /**
   * Called for each message before it is passed on, once for each receiver (numbered as they came);
   * false: that one does not get it.
   */
  readonly passOn: (message: {
    readonly sender: number;
    readonly receiver: number;
    readonly number: number;
  }) => boolean;
};

const ROOM = 'room';

export async function startEchoServer({ passOn }: EchoServerOptions): Promise<EchoServer> {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  await once(server, 'listening');
  const wire = createWire('y-websocket', ROOM);
  const sockets: WebSocket[] = [];
  server.on('connection', (socket) => {
    const sender = sockets.push(socket) - 1;
    let number = 0;
    socket.on('message', (data: Buffer) => {
      const { kind } = wire.read(data);
      // Asks what it has, and sends it nothing, in the form of an answer.
      if (kind === 'request') return socket.send(wire.emptyAnswer());
      if (kind !== 'awareness' && kind !== 'update') return;
      number++;
      for (const [receiver, other] of sockets.entries()) {
        if (receiver !== sender && passOn({ sender, receiver, number })) other.send(data);
      }
    });
  });
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: { host: '127.0.0.1', port, path: `/${ROOM}`, wire: 'y-websocket', room: ROOM, themeIds: ['theme-1'] },
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.terminate();
      server.close();
      await once(server, 'close');
    },
  };
}
