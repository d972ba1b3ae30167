import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/**
 * What only who has the secret can make of these texts: 256 bits, base64url. The label keeps it
 * apart from all else that is made with the same secret.
 */
export function keyedHash(secret: string, label: string, ...texts: readonly string[]): string {
  return createHmac('sha256', secret)
    .update(JSON.stringify([label, ...texts]))
    .digest('base64url');
}

/** Takes the same time for all texts, so that nobody finds a hash out letter by letter. */
export function isSame(one: string, other: string): boolean {
  const [a, b] = [one, other].map((text) => createHash('sha256').update(text).digest());
  return a !== undefined && b !== undefined && timingSafeEqual(a, b);
}
