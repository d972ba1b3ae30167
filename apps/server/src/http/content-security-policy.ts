/** A host and port as a Host header may name them; anything else is left out of the policy. */
const HOST = /^(\[[0-9a-f:.]+\]|[a-z0-9.-]+)(:\d{1,5})?$/i;

/**
 * What a page may load: itself, from this server, and nothing from elsewhere.
 *
 * `'self'` covers WebSockets of the same origin in current browsers, but not in Safari before 15.4,
 * so they are named too.
 * @param nonce Of the style elements that Mantine and tldraw write.
 */
export function contentSecurityPolicy(nonce: string, host: string | undefined): string {
  const sockets = host !== undefined && HOST.test(host) ? ` ws://${host} wss://${host}` : '';
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    `connect-src 'self'${sockets}`,
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}
