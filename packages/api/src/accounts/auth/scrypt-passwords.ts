import { hashPassword, verifyPassword } from 'better-auth/crypto';
import type { PasswordHasher } from '../../kernel/ports.ts';

/** better-auth's own: scrypt (N 16384, r 16, p 1, 64 bytes), stored as `<salt>:<key>`, both hex. */
export const scryptPasswords: PasswordHasher = { hash: hashPassword, verify: verifyPassword };
