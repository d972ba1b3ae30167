import { networkInterfaces } from 'node:os';

/**
 * The addresses by which phones in the same network reach this server, for example
 * `http://192.168.1.5:3000`. Empty when it listens on this machine only. The page shows the first
 * one in the QR code when the facilitator opened it on localhost.
 */
export function lanOrigins(host: string, port: number, interfaces = networkInterfaces()): string[] {
  if (host !== '0.0.0.0' && host !== '::') return [];
  return Object.values(interfaces)
    .flatMap((addresses) => addresses ?? [])
    .filter((address) => address.family === 'IPv4' && !address.internal)
    .map((address) => `http://${address.address}:${port}`);
}
