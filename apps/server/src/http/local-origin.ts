/**
 * Where a browser on this machine finds a server that listens on `host`, for example
 * `http://localhost:3000`.
 */
export function localOrigin(host: string, port: number): string {
  if (host === '0.0.0.0' || host === '::') return `http://localhost:${port}`;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}
