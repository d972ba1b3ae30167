import { createHash, randomBytes } from 'node:crypto';

/** A secret for a link or a cookie: 256 random bits, base64url. Only its hash is ever stored. */
export function newSecretToken(): string {
  return randomBytes(32).toString('base64url');
}

/** SHA-256, hex. Enough without salt or stretching, because what is hashed is random and long. */
export function hashSecretToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
