import { createTestDatabase, type TestDatabase } from '@gongyi/db/testing';
import { LIMITS } from '@gongyi/domain';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Device } from './test/device.ts';
import { ACCOUNT, openSession, setUp } from './test/people.ts';
import { startTestServer, type TestServer } from './test/test-server.ts';

let database: TestDatabase;
let one: TestServer;
let two: TestServer;
let facilitator: Device;
let joinCode: string;
beforeAll(async () => {
  database = await createTestDatabase();
  const changes = { databaseUrl: database.connectionString, trustedProxies: ['127.0.0.1'] };
  one = await startTestServer(changes);
  two = await startTestServer(changes);
  facilitator = await setUp(one);
  ({ joinCode } = await openSession(facilitator));
});
afterAll(async () => {
  await Promise.all([one, two].map((server) => server[Symbol.asyncDispose]()));
  await database[Symbol.asyncDispose]();
});

let lastAddress = 0;
/** Of somebody who has not guessed yet. */
let address: string;
beforeEach(() => {
  address = newAddress();
});

function newAddress(): string {
  lastAddress += 1;
  return `203.0.${lastAddress >> 8}.${lastAddress & 255}`;
}

/** What the server says to a code from somebody for whom a proxy says this address. */
async function tryCode(server: TestServer, code: string, from = address): Promise<string> {
  const input = encodeURIComponent(JSON.stringify({ code }));
  const response = await fetch(`${server.origin}/trpc/participants.peek?input=${input}`, {
    headers: { 'x-forwarded-for': from },
  });
  const { error } = (await response.json()) as { error?: { data: { domain: { code: string } | null } } };
  return error === undefined ? 'right' : (error.data.domain?.code ?? 'a fault');
}

const wrongCode = (n: number) => `AAAAA${String(n).padStart(3, '2')}`.replace(/[01]/g, '2');

async function tryPassword(device: Device, password: string, from = newAddress(), email = ACCOUNT.email) {
  const response = await device.fetch('/api/auth/sign-in/email', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-forwarded-for': from },
    body: JSON.stringify({ email, password }),
  });
  return response.status;
}

const count = <T>(answers: readonly T[], answer: T) => answers.filter((one) => one === answer).length;

let lastSecretary = 0;
/** An account, and the browser in which it has signed in. */
async function newSecretary(server: TestServer) {
  lastSecretary += 1;
  const device = server.newDevice();
  const account = { name: '李明', email: `li${lastSecretary}@example.org`, password: ACCOUNT.password };
  const { campaignId } = await openSession(facilitator);
  const { token } = await facilitator.api.invitations.create.mutate({
    campaignId,
    role: 'secretary',
    unitId: null,
    note: '',
  });
  await device.api.invitations.accept.mutate({ token, account });
  expect(await tryPassword(device, account.password, newAddress(), account.email)).toBe(200);
  return { device, ...account };
}

describe('who guesses join codes', () => {
  test('has so many guesses on all servers together, and waits at each of them then', async () => {
    const answers: string[] = [];
    for (let n = 0; n < 200; n++) answers.push(await tryCode(n % 2 === 0 ? one : two, wrongCode(n)));
    expect(count(answers, 'codeInvalid')).toBe(LIMITS.joinAttempts);
    expect(count(answers, 'tooManyRequests')).toBe(200 - LIMITS.joinAttempts);
    for (const server of [one, two]) {
      expect(await tryCode(server, joinCode)).toBe('tooManyRequests');
      expect(await tryCode(server, joinCode, newAddress())).toBe('right');
    }
  });

  test('has no more of them at the same time', async () => {
    const guesses = Array.from({ length: 200 }, (_, n) => tryCode(one, wrongCode(n)));
    const last = tryCode(one, joinCode);
    expect(count(await Promise.all(guesses), 'codeInvalid')).toBe(LIMITS.joinAttempts);
    expect(await last).toBe('tooManyRequests');
  });

  test('keeps nobody waiting who types the right one, however many come at once', async () => {
    const answers = await Promise.all(Array.from({ length: LIMITS.joinAttempts * 5 }, () => tryCode(one, joinCode)));
    expect(count(answers, 'right')).toBe(LIMITS.joinAttempts * 5);
  });

  test('has no new guesses by another address of the same IPv6 network', async () => {
    const answers: string[] = [];
    for (let n = 0; n < 2 * LIMITS.joinAttempts; n++) {
      answers.push(await tryCode(one, wrongCode(n), `2001:db8:0:7::${n.toString(16)}`));
    }
    expect(count(answers, 'codeInvalid')).toBe(LIMITS.joinAttempts);
    expect(await tryCode(one, joinCode, '2001:db8:0:8::1')).toBe('right');
  });
});

describe('who guesses a password', () => {
  test('has so many guesses at one account, from all addresses and on all servers together', async () => {
    const known = facilitator;
    const statuses: number[] = [];
    for (let n = 0; n < 45; n++) {
      statuses.push(await tryPassword((n % 2 === 0 ? one : two).newDevice(), `guess number ${n}`));
    }
    expect(count(statuses, 401)).toBe(LIMITS.passwordAttempts);
    expect(count(statuses, 429)).toBe(45 - LIMITS.passwordAttempts);
    expect(await tryPassword(one.newDevice(), ACCOUNT.password)).toBe(429);

    // Whoever guesses keeps nobody out of where they have signed in before.
    expect(await tryPassword(known, ACCOUNT.password)).toBe(200);
    for (let n = 0; n < LIMITS.passwordAttempts; n++) expect(await tryPassword(known, `wrong ${n}`)).toBe(401);
    expect(await tryPassword(known, ACCOUNT.password)).toBe(429);
  });

  test('has no more of them at the same time, also where there is no such account', async () => {
    const email = 'nobody@example.org';
    const guesses = Array.from({ length: 45 }, (_, n) =>
      tryPassword(one.newDevice(), `guess ${n}`, newAddress(), email),
    );
    const statuses = await Promise.all(guesses);
    expect([count(statuses, 401), count(statuses, 429)]).toEqual([
      LIMITS.passwordAttempts,
      45 - LIMITS.passwordAttempts,
    ]);
  });

  test('has no new guesses by another spelling of the same address', async () => {
    const spellings = ['anybody@example.org', 'Anybody@Example.org', 'ANYBODY@EXAMPLE.ORG'];
    const statuses: number[] = [];
    for (let n = 0; n <= LIMITS.passwordAttempts; n++) {
      statuses.push(await tryPassword(one.newDevice(), `guess ${n}`, newAddress(), spellings[n % spellings.length]));
    }
    expect(count(statuses, 401)).toBe(LIMITS.passwordAttempts);
    expect(statuses.at(-1)).toBe(429);
  });

  test('has no browser that is known by a cookie of their own making', async () => {
    const email = 'somebody@example.org';
    const statuses: number[] = [];
    for (let n = 0; n < LIMITS.passwordAttempts + 5; n++) {
      const device = one.newDevice();
      const headers = { 'content-type': 'application/json', 'x-forwarded-for': newAddress(), cookie: '' };
      headers.cookie = `gongyi_known=${'a'.repeat(42)}${n % 10}.${'b'.repeat(43)}`;
      const body = JSON.stringify({ email, password: `guess number ${n}` });
      statuses.push((await device.fetch('/api/auth/sign-in/email', { method: 'POST', headers, body })).status);
    }
    expect(count(statuses, 429)).toBe(5);
  });

  test('has so many sign-ins from one address, whosever accounts they are and whichever server they ask', async () => {
    const statuses: number[] = [];
    for (let n = 0; n < 2 * LIMITS.signInsPerAddress; n++) {
      const device = (n % 2 === 0 ? one : two).newDevice();
      statuses.push(await tryPassword(device, 'a wrong password', address, `person${n}@example.org`));
    }
    expect(count(statuses, 401)).toBe(LIMITS.signInsPerAddress);
  });

  test('keeps nobody in the same hall out of where they have signed in before', async () => {
    const { device, email, password } = await newSecretary(two);
    for (let n = 0; n < 2 * LIMITS.signInsPerAddress; n++) {
      await tryPassword(one.newDevice(), 'a wrong password', address, `hall${n}@example.org`);
    }
    expect(await tryPassword(two.newDevice(), password, address, email)).toBe(429);
    expect(await tryPassword(device, password, address, email)).toBe(200);
  });

  test('has so many sign-ins of one account where it has signed in before, from all addresses together', async () => {
    const { device, email, password } = await newSecretary(two);
    const statuses: number[] = [];
    for (let n = 0; n < LIMITS.signInsPerAddress + 5; n++) {
      statuses.push(await tryPassword(device, password, newAddress(), email));
    }
    expect([count(statuses, 200), count(statuses, 429)]).toEqual([LIMITS.signInsPerAddress, 5]);
  });

  test('has all of them again by the right one', async () => {
    const { email, password } = await newSecretary(two);
    for (let n = 0; n < 2 * LIMITS.passwordAttempts; n++) {
      const newcomer = two.newDevice();
      expect(await tryPassword(newcomer, password, newAddress(), email)).toBe(200);
    }
  });

  test('is found in no list of email addresses that were tried', async () => {
    await tryPassword(one.newDevice(), 'a wrong password', newAddress(), 'typed@example.org');
    const { rows } = await database.database.pool.query('SELECT key FROM guess_count');
    expect(rows.length).toBeGreaterThan(0);
    expect(JSON.stringify(rows)).not.toContain('example.org');
  });
});
