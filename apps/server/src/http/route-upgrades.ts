import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { refuseUpgrade } from './refuse-upgrade.ts';

/** Takes over the socket of an upgrade request. */
export type UpgradeHandler = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;

/**
 * Leads each WebSocket to the part of the server that speaks its protocol, by the first segment of
 * the path.
 */
export function routeUpgrades(server: Server, handlers: Readonly<Record<string, UpgradeHandler>>): void {
  server.on('upgrade', (request, socket, head) => {
    // The other side may be gone already; an unheard error event would end the process.
    socket.on('error', () => socket.destroy());
    const [, first = ''] = (request.url ?? '').split(/[/?]/);
    const handler = Object.hasOwn(handlers, first) ? handlers[first] : undefined;
    if (handler === undefined) return refuseUpgrade(socket, 404);
    handler(request, socket, head);
  });
}
