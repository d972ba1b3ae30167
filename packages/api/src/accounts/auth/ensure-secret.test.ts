import { createTestDatabase } from '@gongyi/db/testing';
import { expect, test } from 'vitest';
import { ensureSecret } from './ensure-secret.ts';

test('servers that start at once, and later, all get one secret', async () => {
  await using testDatabase = await createTestDatabase();
  const { prisma } = testDatabase.database;
  const secrets = await Promise.all(Array.from({ length: 8 }, () => ensureSecret(prisma)));
  expect(new Set(secrets).size).toBe(1);
  expect(secrets[0]).toMatch(/^[\w-]{43}$/);
  expect(await ensureSecret(prisma)).toBe(secrets[0]);
});
