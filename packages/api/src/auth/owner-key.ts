import { keyedHash } from './keyed-hash.ts';

/** 144 bits of a keyed hash. */
export function ownerKeyOf(secret: string, sessionId: string, personId: string): string {
  return keyedHash(secret, 'owner', sessionId, personId).slice(0, 24);
}
