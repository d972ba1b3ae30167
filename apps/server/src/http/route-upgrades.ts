import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';

/** Takes over the socket of an upgrade request. */
export type UpgradeHandler = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;

/** Leads each WebSocket to the part of the server that speaks its protocol, by the first segment of the path. */
export function routeUpgrades(server: Server, handlers: Readonly<Record<string, UpgradeHandler>>): void {
  server.on('upgrade', (request, socket, head) => {
    // The other side may be gone already; an unheard error event would end the process.
    socket.on('error', () => socket.destroy());
    const [, first = ''] = (request.url ?? '').split(/[/?]/);
    const handler = Object.hasOwn(handlers, first) ? handlers[first] : undefined;
    if (handler === undefined) return refuse(socket, '404 Not Found');
    handler(request, socket, head);
  });
}

function refuse(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
