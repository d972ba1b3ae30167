import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { addPoint, deletePoints } from '@gongyi/board';
import { createTestDatabase, type TestDatabase } from '@gongyi/db/testing';
import { newId } from '@gongyi/domain';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { copyDatabase, createThief, type DatabaseCopy, LABELS, textsOf } from './test/database-thief.ts';
import { createDevice, type Device } from './test/device.ts';
import { openDocument } from './test/open-document.ts';
import { ACCOUNT, openSession, setUp, signIn } from './test/people.ts';
import { startTestServer, type TestServer } from './test/test-server.ts';
import { until } from './test/until.ts';

/**
 * What a copy of the database tells of an anonymous session, with every key that is in it: who took
 * part, and what was written, and not by whom. The promise is in docs/product.md.
 */

type Someone = { readonly device: Device; readonly personId: string; readonly authorIds: readonly string[] };

let testDatabase: TestDatabase;
let server: TestServer;
let copy: DatabaseCopy;
let secret: string;
/** The anonymous sessions: one written in openly, one privately. */
let sessionIds: string[];
let phones: Device[];
/** In each of the anonymous sessions, one after the other. */
let people: Someone[];
/** Those with accounts, each on the device on which they take part. */
let members: Device[];
beforeAll(async () => {
  testDatabase = await createTestDatabase();
  server = await startTestServer({ databaseUrl: testDatabase.connectionString });
  const facilitator = await setUp(server);
  const named = await openSession(facilitator);
  const open = await openSession(facilitator, 'brief');
  const closed = await openSession(facilitator, 'brief');
  sessionIds = [open.sessionId, closed.sessionId];
  const { facilitation } = facilitator.api;
  for (const sessionId of sessionIds) await facilitation.setAnonymous.mutate({ sessionId, on: true });
  await facilitation.setPrivateWriting.mutate({ sessionId: closed.sessionId, on: true });
  for (const sessionId of sessionIds) {
    await facilitation.setStage.mutate({ sessionId, from: 'brief', stage: 'collect' });
    await facilitation.setSwitch.mutate({ sessionId, name: 'vote', on: true });
  }

  phones = Array.from({ length: 3 }, () => server.newDevice());
  for (const [index, phone] of phones.entries()) {
    // The same phone under its name, before and after.
    await phone.api.participants.join.mutate({ code: named.joinCode, name: `张三${index}`, unit: '石桥村' });
    for (const { joinCode: code } of [open, closed]) await phone.api.participants.join.mutate({ code });
    await write(phone, named);
  }
  // Two on one laptop, and one in the browser in which a guest has joined.
  const halls = [open, closed];
  const one = await becomeMember(facilitator, server.newDevice(), 'one@example.org', halls);
  const two = await becomeMember(facilitator, sameBrowser(one), 'two@example.org', halls);
  const three = await becomeMember(facilitator, sameBrowser(phones[0] as Device), 'three@example.org', halls);
  people = [];
  members = [facilitator, one, two, three];
  // And each once more, where they only look on.
  for (const device of members) {
    await Promise.all(sessionIds.map((sessionId) => device.api.sessions.get.query({ sessionId })));
  }
  for (const email of [ACCOUNT.email, 'one@example.org']) {
    const other = server.newDevice();
    await signIn(other, ACCOUNT.password, email);
    for (const sessionId of sessionIds) await other.api.sessions.get.query({ sessionId });
  }
  for (const device of [...phones, ...members]) people.push(await takePart(device, open, closed));
  copy = await copyDatabase(testDatabase.connectionString);
  secret = String(copy.find(({ row }) => row.key === 'cookie_secret')?.row.value);
});
afterAll(async () => {
  await server?.[Symbol.asyncDispose]();
  await testDatabase?.[Symbol.asyncDispose]();
});

/** The browser of `device`, in which nobody is signed in yet. */
function sameBrowser(device: Device): Device {
  const [cookie] = /gongyi_device=[^;]*/.exec(device.cookieHeader()) ?? [];
  return createDevice(server.origin, cookie);
}

/** Who is signed in in this browser with a new account, in the campaigns of these sessions. */
async function becomeMember(facilitator: Device, device: Device, email: string, halls: readonly Hall[]) {
  const password = 'a long enough password';
  let account: { name: string; email: string; password: string } | undefined = { name: email, email, password };
  for (const { campaignId } of halls) {
    const invitation = { campaignId, role: 'secretary', unitId: null, note: '' } as const;
    const { token } = await facilitator.api.invitations.create.mutate(invitation);
    await device.api.invitations.accept.mutate(account === undefined ? { token } : { token, account });
    account = undefined;
    await signIn(device, password, email);
  }
  return device;
}

type Hall = Awaited<ReturnType<typeof openSession>>;

async function write(device: Device, { sessionId, themes }: Hall) {
  const { author } = (await device.api.sessions.get.query({ sessionId })).me;
  using page = openDocument(server, device, sessionId);
  await page.synced();
  const createdAt = new Date().toISOString();
  const point = { themeId: themes[0]?.id ?? '', x: 0, y: 0, author: author.name, unit: author.unit, createdAt };
  const add = (text: string) => addPoint(page.doc, { ...point, text, authorId: author.id });
  deletePoints(page.doc, [add('删掉的')]);
  const kept = add('留下的');
  await stored(sessionId, kept);
  return kept;
}

/** Resolves when the log has the point, and what was written before it. */
async function stored(sessionId: string, pointId: string) {
  const client = new pg.Client({ connectionString: testDatabase.connectionString });
  await client.connect();
  await until(async () => {
    const { rows } = await client.query(
      'SELECT 1 FROM doc_update WHERE session_id = $1 AND position($2 in update) > 0',
      [sessionId, Buffer.from(pointId)],
    );
    expect(rows.length).toBeGreaterThan(0);
  });
  await client.end();
}

async function takePart(device: Device, open: Hall, closed: Hall): Promise<Someone> {
  const targetId = await write(device, open);
  await device.api.votes.cast.mutate({ sessionId: open.sessionId, voteId: newId(), targetId });
  const themeId = closed.themes[0]?.id ?? '';
  const answer = { themeId, prompt: 0, noProblem: true };
  await device.api.prompts.answer.mutate({ sessionId: open.sessionId, ...answer, themeId: open.themes[0]?.id ?? '' });
  const point = { sessionId: closed.sessionId, pointId: newId<string>(), themeId, text: '私下写的' };
  await device.api.privatePoints.write.mutate({
    ...point,
    source: null,
    channel: '',
    category: 'problem',
    level: null,
    prompt: null,
  });
  const seen = await Promise.all(
    [open, closed].map(async ({ sessionId }) => (await device.api.sessions.get.query({ sessionId })).me),
  );
  return { device, personId: seen[0]?.id ?? '', authorIds: seen.map(({ author }) => author.id) };
}

const rowsOf = (table: string, from: DatabaseCopy = copy) =>
  from.filter((found) => found.table === table).map(({ row }) => row);

function thiefOf(texts: readonly string[]) {
  const personIds = [...rowsOf('participant'), ...rowsOf('user_account')].map(({ id }) => String(id));
  return createThief({ texts, secret, sessionIds, personIds });
}

/** Whatever stands for a person beside what they contributed to an anonymous session. */
function keysIn(from: DatabaseCopy): Set<string> {
  const columns = {
    doc_client: 'owner_key',
    vote: 'voter_key',
    prompt_answer: 'person_key',
    private_point: 'author_id',
  };
  const keys = Object.entries({ ...columns, removed_point: 'author_id' }).flatMap(([table, column]) =>
    rowsOf(table, from)
      .filter(({ session_id: id }) => sessionIds.includes(String(id)))
      .map((row) => String(row[column])),
  );
  return new Set(keys);
}

const tokenOf = (device: Device) => /gongyi_device=([^.;]*)/.exec(device.cookieHeader())?.[1] ?? '';

describe('of an anonymous session', () => {
  test('a copy of the database has everybody’s contributions, and of nobody a token', () => {
    expect(keysIn(copy)).toEqual(new Set(people.flatMap(({ authorIds }) => authorIds)));
    for (const table of ['doc_client', 'vote', 'prompt_answer', 'private_point', 'removed_point']) {
      expect(rowsOf(table).length, table).toBeGreaterThan(0);
    }
    const everything = JSON.stringify(copy.map(({ row }) => row));
    for (const { device } of people) {
      expect(tokenOf(device)).toHaveLength(43);
      expect(everything).not.toContain(tokenOf(device));
    }
  });

  test('nothing that it holds gives an author by anything that the code does', () => {
    const authors = keysIn(copy);
    expect(thiefOf(textsOf(copy)).find(authors)).toEqual(new Map());
    // Whoever has a device's token finds its author, by these very steps.
    for (const { device } of people) {
      const found = thiefOf([tokenOf(device)]).find(authors);
      const sameBrowser = people.filter((other) => tokenOf(other.device) === tokenOf(device));
      expect(new Set(found.keys())).toEqual(new Set(sameBrowser.flatMap(({ authorIds }) => authorIds)));
    }
  });

  test('authors that were made of the secret, as they were before, would be found', async () => {
    const [sessionId = ''] = sessionIds;
    const client = new pg.Client({ connectionString: testDatabase.connectionString });
    await client.connect();
    await client.query('UPDATE session SET derivable_authors = true WHERE id = $1', [sessionId]);
    const before = await Promise.all(
      people.map(async ({ device }) => (await device.api.sessions.get.query({ sessionId })).me.author.id),
    );
    await client.query('UPDATE session SET derivable_authors = false WHERE id = $1', [sessionId]);
    await client.end();
    expect(new Set(thiefOf(textsOf(copy)).find(new Set(before)).keys())).toEqual(new Set(before));
  });

  test('a phone cannot be told to be one that was in another session, under its name', () => {
    const hashes = rowsOf('participant').map(({ device_hash: hash }) => String(hash));
    expect(hashes).toHaveLength(phones.length * 3);
    expect(new Set(hashes).size).toBe(hashes.length);
    const texts = textsOf(copy);
    expect(thiefOf(texts).find(new Set(hashes))).toEqual(new Map());
    // Nor does a hash stand anywhere else.
    const rows = copy.map(({ row }) => JSON.stringify(row));
    for (const hash of hashes) expect(rows.filter((row) => row.includes(hash))).toHaveLength(1);
  });

  test('the device on which an account takes part is nobody’s else, and says nothing of when it came', async () => {
    const rows = rowsOf('account_device');
    expect(rows).toHaveLength(members.length * sessionIds.length);
    expect(Object.keys(rows[0] ?? {}).sort()).toEqual(['device_hash', 'session_id', 'user_id']);
    const hashes = new Set(rows.map(({ device_hash: hash }) => String(hash)));
    expect(hashes.size).toBe(rows.length);
    expect(thiefOf(textsOf(copy)).find(hashes)).toEqual(new Map());
    const everything = copy.map(({ row }) => JSON.stringify(row));
    for (const hash of hashes) expect(everything.filter((row) => row.includes(hash))).toHaveLength(1);
    // Whoever has a device's token finds its row.
    for (const device of members) {
      expect(thiefOf([tokenOf(device)]).find(hashes).size).toBeGreaterThanOrEqual(sessionIds.length);
    }
    // They lie in an order by chance, and were all written by one and the same transaction.
    const client = new pg.Client({ connectionString: testDatabase.connectionString });
    await client.connect();
    const { rows: writers } = await client.query('SELECT DISTINCT session_id, xmin::text FROM account_device');
    await client.end();
    expect(writers).toHaveLength(sessionIds.length);
    for (const sessionId of sessionIds) {
      const lying = rows.filter(({ session_id: id }) => id === sessionId).map(({ device_hash: hash }) => String(hash));
      expect(lying).toEqual([...lying].sort());
    }
  });

  test('no row says when somebody came or gave something, and none has a person beside an author', () => {
    for (const sessionId of sessionIds) {
      const session = rowsOf('session').find(({ id }) => id === sessionId);
      const of = (table: string) => rowsOf(table).filter(({ session_id: id }) => id === sessionId);
      const [made, since] = [session?.created_at as Date, session?.stage_since as Date];
      for (const { created_at: at } of of('participant')) expect(at).toEqual(made);
      for (const table of ['vote', 'prompt_answer', 'private_point']) {
        for (const { created_at: at } of of(table)) expect(at).toEqual(since);
      }
      const given = ['participant.joined', 'votes.changed', 'prompts.answered', 'privatePoints.changed'];
      const events = of('event').filter(({ type }) => given.includes(String(type)));
      expect(events.length).toBeGreaterThan(phones.length);
      for (const { created_at: at, type, actor_id: actor, subject_id: subject } of events) {
        // Whoever comes before the stage is as old as the one before.
        expect(type === 'participant.joined' || since.getTime() === (at as Date).getTime()).toBe(true);
        expect([actor, subject]).toEqual([null, sessionId]);
      }
    }
    const columns = Object.keys(rowsOf('doc_update')[0] ?? {});
    expect(columns.sort()).toEqual(['seq', 'session_id', 'update']);
    const ids = people.map(({ personId }) => personId);
    const authors = people.flatMap(({ authorIds }) => authorIds);
    const rows = copy.map(({ row }) => JSON.stringify(row));
    expect(rows.filter((row) => ids.some((id) => row.includes(id)) && authors.some((id) => row.includes(id)))).toEqual(
      [],
    );
  });

  test('the thief knows every label that there is', async () => {
    const api = new URL('../../../packages/api/src', import.meta.url).pathname;
    const files = (await readdir(api, { recursive: true })).filter((file) => /(?<!\.test)\.ts$/.test(file));
    const sources = await Promise.all(files.map((file) => readFile(join(api, file), 'utf8')));
    const calls = sources.flatMap((source) => [...source.matchAll(/(?:keyedHash\([\w.]+, |derivedKey\()'([^']+)'/g)]);
    expect(new Set(calls.map(([, label]) => label))).toEqual(new Set(LABELS));
  });
});
