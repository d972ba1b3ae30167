import { createHash } from 'node:crypto';
import type { PasswordHasher } from '../kernel/ports.ts';

const hashOf = (password: string) => `cheap:${createHash('sha256').update(password).digest('hex')}`;

/**
 * Breaks the port's first promise, and costs nothing: tests make hundreds of accounts. The
 * server's own implementation is proved by `apps/server/src/real-passwords.test.ts`.
 */
export const cheapPasswords: PasswordHasher = {
  hash: async (password) => hashOf(password),
  verify: async ({ hash, password }) => hash === hashOf(password),
};
