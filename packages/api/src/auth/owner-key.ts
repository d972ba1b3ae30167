import { createHmac } from 'node:crypto';

/** 144 bits of a keyed hash. The label keeps it apart from all else that is made with the same secret. */
export function ownerKeyOf(secret: string, sessionId: string, personId: string): string {
  return createHmac('sha256', secret)
    .update(JSON.stringify(['owner', sessionId, personId]))
    .digest('base64url')
    .slice(0, 24);
}
