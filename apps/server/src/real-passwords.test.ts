import { scryptSync } from 'node:crypto';
import { createTestDatabase } from '@gongyi/db/testing';
import { expect, test } from 'vitest';
import { ACCOUNT, setUp, signIn } from './test/people.ts';
import { startTestServer } from './test/test-server.ts';

/** All other tests hash passwords cheaply. This one has the server as it starts by itself. */

/** What the server stored for this password before the hasher was a port. */
const STORED_BEFORE = {
  password: '密码 a long enough password',
  hash:
    '5041d3778c8a11e91f158eb7496c33a6:faa5b8e0cf44d6866dc8106c4d757a40ce4717470dd9735f4e2ec3d9617d5ce5' +
    'fa0afc864409eec019ad63b2b74405925b04915a57f4637770316fa0510a20cb',
};

/** As better-auth does, written down a second time. */
function scryptOf(password: string, salt: string): string {
  const [N, r] = [16_384, 16];
  return scryptSync(password.normalize('NFKC'), salt, 64, { N, r, p: 1, maxmem: 256 * N * r }).toString('hex');
}

test('the server keeps scrypt of a password, signs in with that alone, and with what earlier servers kept', async () => {
  await using testDatabase = await createTestDatabase();
  const { account } = testDatabase.database.prisma;
  await using server = await startTestServer({ databaseUrl: testDatabase.connectionString }, { passwords: undefined });
  const administrator = await setUp(server);
  expect((await administrator.api.account.me.query()).user).toMatchObject({ email: ACCOUNT.email });

  const { password: stored } = await account.findFirstOrThrow();
  const [, salt = '', key] = /^([0-9a-f]{32}):([0-9a-f]{128})$/.exec(stored ?? '') ?? [];
  expect(scryptOf(ACCOUNT.password, salt)).toBe(key);

  const device = server.newDevice();
  expect((await signIn(device, `${ACCOUNT.password}.`)).status).toBe(401);
  expect((await device.api.account.me.query()).user).toBeNull();
  expect((await signIn(device)).status).toBe(200);

  // Every account of an instance that is upgraded was stored like this.
  await account.updateMany({ data: { password: STORED_BEFORE.hash } });
  expect((await signIn(server.newDevice())).status).toBe(401);
  expect((await signIn(server.newDevice(), STORED_BEFORE.password)).status).toBe(200);
});
