import { createHash } from 'node:crypto';
import { appRouter } from '@gongyi/api';
import { editPointText, type Point, readPoint, readPoints } from '@gongyi/board';
import { readFilledDatabase, readFixture } from '@gongyi/db/testing';
import { EVENT_TYPES, type EventType, type PointId } from '@gongyi/domain';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { copyDatabase, createThief, textsOf } from '../test/database-thief.ts';
import { signIn } from '../test/people.ts';
import { until } from '../test/until.ts';
import { eachAnswer, ledgerSince0570882, listsOfActions } from './ledger-since-0570882.ts';
import { type PackedAnswers, unpackAnswers } from './pack-answers.ts';
import {
  type Answers,
  type Everything,
  QUERIES,
  type Query,
  readAllFiles,
  readAnswers,
  readDocuments,
  readEvents,
} from './read-everything.ts';
import { BUILD, startUpgradedServer, type UpgradedServer } from './upgraded-server.ts';

/**
 * What is read today and was not read so by the build that filled the database. The fixture is
 * never made anew: whoever means to change what old data look like says it here, and why.
 */
function changesSince0570882(expected: Everything): Everything {
  const answers = ledgerSince0570882(expected.answers);
  const mayJoin = (answer: unknown) => ({ ...(answer as object), mayJoin: true });
  const changed: Answers = {
    // Joining can be turned off now. Until somebody does so, all may join. And whoever came before
    // an account took part on one device does so on all of theirs.
    'sessions.get': eachAnswer(answers['sessions.get'], (answer: { me: object }) => ({
      ...mayJoin(answer),
      me: { ...answer.me, takesPart: true },
    })),
    'sessions.list': eachAnswer(answers['sessions.list'], (list) => (list as readonly object[]).map(mayJoin)),
    'participants.peek': eachAnswer(answers['participants.peek'], mayJoin),
    // Is asked by those who may ask who has votes left. Nobody has a page open yet.
    'votes.turnout': eachAnswer(answers['votes.remaining'], (_, session) => {
      const given = GIVEN[session] ?? { votes: 0, people: 0 };
      const away = { ...given, votes: session === ANONYMOUS ? null : given.votes };
      return { present: 0, voters: given.people, votes: given.votes, away };
    }),
    'people.list': eachAnswer(answers['people.list'], changedPeople),
    'votes.remaining': eachAnswer(answers['votes.remaining'], changedRemaining),
    'removedPoints.list': eachAnswer(answers['removedPoints.list'], changedRemoved),
    ...listsOfActions(answers),
  };
  return { ...expected, answers: { ...answers, ...changed } };
}

/** How many votes, and of how many people, are in the database. */
const GIVEN: Readonly<Record<string, { readonly votes: number; readonly people: number }>> = {
  hall: { votes: 10, people: 6 },
  anonymous: { votes: 4, people: 3 },
};

const ANONYMOUS = 'anonymous';

type Fields = Readonly<Record<string, unknown>>;

/**
 * Of an anonymous session nothing says in which order people came; that somebody is out, and not
 * since when.
 */
function changedPeople(people: readonly Fields[], session: string): readonly Fields[] {
  const changed: Fields[] = people.map(({ removedAt, joinedAt, ...person }) => ({
    ...person,
    joinedAt: session === ANONYMOUS ? null : joinedAt,
    removed: removedAt !== null,
  }));
  return session === ANONYMOUS ? changed.sort((a, b) => (String(a.id) < String(b.id) ? -1 : 1)) : changed;
}

/** In an anonymous session nobody's votes are told by person. */
function changedRemaining(people: readonly Fields[], session: string): Fields {
  const seen = kept.answers['sessions.get']?.[session]?.administrator as { voting: { budget: number } } | undefined;
  const budget = seen?.voting.budget;
  const begun = people.some(({ left }) => left !== budget);
  if (session !== ANONYMOUS) return { begun, anonymous: false, people };
  return { begun, anonymous: true, people: people.length, done: people.filter(({ left }) => left === 0).length };
}

/**
 * Of an anonymous session only the stage is told in which a point was deleted: this one had begun
 * then.
 */
const COLLECTING_SINCE = '2026-12-01T07:14:00.569Z';
function changedRemoved(points: readonly Fields[], session: string): readonly Fields[] {
  return session === ANONYMOUS ? points.map((point) => ({ ...point, removedAt: COLLECTING_SINCE })) : points;
}

/** Types of events that the build did not write. */
const EVENTS_SINCE: readonly EventType[] = ['session.joiningChanged', 'votes.voided', 'votes.startedAnew'];

/** As they stood before they were deleted, and stand again. */
const REMOVED: Readonly<Record<string, Point>> = {
  hall: {
    id: 'FCJt6CViR5xChAI4Xl6r-' as PointId,
    themeId: 'GzxMJYvu1X3FgKZr849_K',
    x: 616,
    y: 652,
    text: '挂点领导走访企业集中在年节，企业提的用工、用电问题没有跟踪回音。',
    authorId: 'kn6s4cTAfGopaC5AvL5LK',
    author: '李建国',
    unit: '石桥村（二组）',
    source: 'masses',
    channel: '上门走访',
    category: 'problem',
    level: 'department',
    prompt: null,
    // Its other point is still there, alone.
    clusterId: 'eNwHozH_aU3g-S0_EmJTB',
    createdAt: '2026-12-01T07:13:13.858Z',
  },
  anonymous: {
    id: 'snXlKAVckquBJ_JU6jy9I' as PointId,
    themeId: 'uC4nfyhUDBFDFZWzHgqfk',
    x: 24,
    y: 1000,
    text: '写了又删的',
    authorId: 'B-FJzZLaHQlgg2uQjMgCQk6E',
    author: '',
    unit: '',
    source: null,
    channel: '',
    category: 'problem',
    level: null,
    prompt: null,
    clusterId: null,
    createdAt: '2026-12-01T07:14:05.643Z',
  },
};

let upgraded: UpgradedServer;
/** What that build answered. */
let kept: Everything;
let expected: Everything;
beforeAll(async () => {
  kept = toEverything((await readFixture(BUILD, 'expected.json')) as KeptAnswers);
  expected = changesSince0570882(kept);
  upgraded = await startUpgradedServer();
});
// It is not there when the upgrade itself fails.
afterAll(() => upgraded?.[Symbol.asyncDispose]());
const deviceOf = (person: string) => upgraded.deviceOf(person);
const idOf = (session: string) => upgraded.idOf(session);
const openPage = (person: string, session: string) => upgraded.openPage(person, session);

/** By `<query> <what it was asked about>`, or `<kind> <name>`. */
type KeptAnswers = Readonly<Record<string, unknown>>;

function toEverything(kept: KeptAnswers): Everything {
  const answers: Answers = {};
  const others: Record<string, Record<string, unknown>> = {};
  for (const [key, value] of Object.entries(kept)) {
    const [kind = '', name = ''] = key.split(' ');
    if (kind.includes('.')) answers[kind] = { ...answers[kind], [name]: unpackAnswers(value as PackedAnswers) };
    else others[kind] = { ...others[kind], [name]: value };
  }
  return { answers, ...(others as unknown as Omit<Everything, 'answers'>) };
}

describe('a database that 0570882 filled, after its upgrade', () => {
  test('is read by every query that there is', () => {
    // By their full names; the type of the router says nothing of that.
    const procedures = appRouter._def.procedures as unknown as Record<string, { _def: { type: string } }>;
    const queries = Object.keys(procedures).filter((name) => procedures[name]?._def.type === 'query');
    expect(Object.keys(QUERIES).sort()).toEqual(queries.sort());
  });

  test.each(Object.keys(QUERIES) as Query[])('says to everybody what it said before: %s', async (query) => {
    expect(await readAnswers(upgraded.server, upgraded.people, query)).toEqual(expected.answers[query]);
  });

  test('has in its documents what was in them', async () => {
    expect(await readDocuments(upgraded.server, upgraded.people)).toEqual(expected.documents);
  });

  test('tells its whole history, in which is everything that can happen', async () => {
    const events = await readEvents(upgraded.server, upgraded.people);
    for (const [campaign, known] of Object.entries(expected.events)) {
      // The server may have ended a hold since, which is one more.
      expect(events[campaign]?.slice(0, known.length)).toEqual(known);
    }
    const types = new Set(Object.values(expected.events).flatMap((known) => known.map(({ type }) => type)));
    expect(EVENT_TYPES.filter((type) => !types.has(type) && !EVENTS_SINCE.includes(type))).toEqual([]);
  });

  test('makes the same files of its lists', async () => {
    expect(await readAllFiles(upgraded.server, upgraded.people)).toEqual(expected.files);
  });

  test('lets people in by the passwords that they had, and by no other', async () => {
    const signIn = async (password: string) => {
      const device = upgraded.server.newDevice();
      const { email = '' } = upgraded.people.accounts.secretary ?? {};
      const response = await device.fetch('/api/auth/sign-in/email', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ email, password }),
      });
      return { status: response.status, user: (await device.api.account.me.query()).user };
    };
    const { name, password = '' } = upgraded.people.accounts.secretary ?? {};
    expect(await signIn(password)).toMatchObject({ status: 200, user: { name } });
    expect(await signIn(`${password}!`)).toEqual({ status: 401, user: null });
  });

  test.each(['hall', 'anonymous'])('knows a device that joins again: %s', async (session) => {
    const { id: sessionId = '', code = '' } = upgraded.people.sessions[session] ?? {};
    const phone = deviceOf('li');
    const { me } = await phone.api.sessions.get.query({ sessionId });
    const known = (await deviceOf('facilitator').api.people.list.query({ sessionId })).length;
    const cookie = phone.cookieHeader();
    await phone.api.participants.join.mutate({ code, name: me.name || '改不了', unit: me.unit || '单位' });
    // The token that it had, which is signed from now on.
    expect(phone.cookieHeader().startsWith(`${cookie}.`)).toBe(true);
    expect((await phone.api.sessions.get.query({ sessionId })).me).toEqual(me);
    expect(await deviceOf('facilitator').api.people.list.query({ sessionId })).toHaveLength(known);
    await expect(
      deviceOf('removed').api.participants.join.mutate({ code, name: '被请出的人', unit: '石桥村' }),
    ).rejects.toMatchObject({ message: 'removedFromSession' });
  });

  test('has forgotten which device of one session is which of another, and knows all of them', async () => {
    const { rows } = await readFilledDatabase(BUILD);
    const copy = await copyDatabase(upgraded.filled.connectionString);
    const of = (table: string) => copy.filter((found) => found.table === table).map(({ row }) => row);
    const participants = of('participant');
    const tokens = Object.values(upgraded.people.phones).map((cookie) => cookie.split('=')[1] ?? '');
    // That build kept the same hash of a phone in each of its sessions.
    const before = tokens.map((token) => createHash('sha256').update(token).digest('hex'));
    for (const hash of before) expect(rows).toContain(hash);
    const texts = textsOf(copy);
    expect(texts.filter((text) => before.includes(text))).toEqual([]);

    const secret = String(of('instance_setting').find(({ key }) => key === 'cookie_secret')?.value);
    const sessionIds = of('session').map(({ id }) => String(id));
    const hashes = new Set([...participants, ...of('known_device')].map((row) => String(row.device_hash ?? row.hash)));
    expect(hashes.size).toBeGreaterThanOrEqual(participants.length);
    const thief = { secret, sessionIds, personIds: [] };
    expect(createThief({ texts, ...thief }).find(hashes)).toEqual(new Map());
    // Whoever has the phone, or a copy from before, finds it by these very steps.
    const found = createThief({ texts: before, ...thief }).find(hashes);
    expect([...found.values()].filter((hash) => hash === before[0]).length).toBeGreaterThan(1);
    // In the order of the hashes themselves.
    const known = of('known_device').map(({ hash }) => String(hash));
    expect(known).toEqual([...known].sort());
  });

  test('leaves the people of its anonymous sessions who they were, and of no new one', async () => {
    const copy = await copyDatabase(upgraded.filled.connectionString);
    const sessions = copy.filter(({ table }) => table === 'session').map(({ row }) => row);
    for (const { anonymous, derivable_authors: derivable } of sessions) expect(derivable).toBe(anonymous);
    const secret = String(copy.find(({ row }) => row.key === 'cookie_secret')?.row.value);
    const facilitator = deviceOf('facilitator');
    const { campaignId } = await facilitator.api.sessions.get.query({ sessionId: idOf('hall') });
    const { sessionId } = await facilitator.api.sessions.create.mutate({ campaignId, title: '新的一场' });
    await facilitator.api.facilitation.setAnonymous.mutate({ sessionId, on: true });
    // Signed in since before accounts had a cookie of their device: it came with the first answer.
    expect(facilitator.cookieHeader()).toContain('gongyi_device=');
    const authorIn = async (id: string) => (await facilitator.api.sessions.get.query({ sessionId: id })).me.author.id;
    const wanted = new Set([await authorIn(sessionId), await authorIn(idOf('anonymous'))]);
    const personIds = copy.filter(({ table }) => table === 'user_account').map(({ row }) => String(row.id));
    const sessionIds = [sessionId, idOf('anonymous')];
    const texts = textsOf(await copyDatabase(upgraded.filled.connectionString));
    const found = createThief({ texts, secret, sessionIds, personIds }).find(wanted);
    expect([...found.keys()]).toEqual([await authorIn(idOf('anonymous'))]);
  });

  test('leaves an account one person on all its devices where it was, and binds it in what is new', async () => {
    const first = deviceOf('facilitator');
    const second = upgraded.server.newDevice();
    const { email = '', password } = upgraded.people.accounts.facilitator ?? {};
    expect((await signIn(second, password, email)).status).toBe(200);
    const sessionId = idOf('anonymous');
    const [here, there] = await Promise.all(
      [first, second].map(async ({ api }) => ({
        me: (await api.sessions.get.query({ sessionId })).me,
        votes: (await api.votes.mine.query({ sessionId })).votes,
      })),
    );
    expect(there).toEqual(here);
    expect(here?.me.takesPart).toBe(true);
    const bound = () =>
      upgraded.filled.database.pool.query('SELECT session_id FROM account_device WHERE session_id = $1', [sessionId]);
    expect((await bound()).rows).toEqual([]);

    const { campaignId } = await first.api.sessions.get.query({ sessionId: idOf('hall') });
    const { sessionId: newId } = await first.api.sessions.create.mutate({ campaignId, title: '又一场' });
    await first.api.facilitation.setAnonymous.mutate({ sessionId: newId, on: true });
    const partOf = async ({ api }: typeof first) => (await api.sessions.get.query({ sessionId: newId })).me.takesPart;
    expect([await partOf(first), await partOf(second), await partOf(first)]).toEqual([true, false, true]);
  });

  test.each(['hall', 'anonymous'])(
    'leaves to each their own points, and stores what is edited: %s',
    async (session) => {
      const sessionId = idOf(session);
      const facilitator = deviceOf('facilitator');
      await facilitator.api.facilitation.setSwitch.mutate({ sessionId, name: 'editOwn', on: true });
      const { me } = await deviceOf('li').api.sessions.get.query({ sessionId });
      using own = await openPage('li', session);
      const [point] = readPoints(own.doc).filter(({ authorId }) => authorId === me.author.id);
      if (point === undefined) throw new Error('there is a point of their own');
      editPointText(own.doc, point.id, '升级之后改的');
      using seen = await openPage('facilitator', session);
      await seen.until((points) => points.some(({ id, text }) => id === point.id && text === '升级之后改的'));

      using foreign = await openPage('zhang', session);
      const closed = new Promise<number>((resolve) =>
        foreign.provider.once('connection-close', (event) => resolve(event?.code ?? 0)),
      );
      editPointText(foreign.doc, point.id, '别人改的');
      expect(await closed).toBe(4403);
      foreign.provider.disconnect();

      await upgraded.server.restart();
      using later = await openPage('facilitator', session);
      expect(readPoint(later.doc, point.id)).toEqual({ ...point, text: '升级之后改的' });
    },
  );

  test('restores a version that was kept, and the state before it', async () => {
    const sessionId = idOf('hall');
    const { snapshots } = deviceOf('facilitator').api;
    const kept = (await snapshots.list.query({ sessionId })).find(({ reason }) => reason === 'asked');
    using page = await openPage('facilitator', 'hall');
    const before = readPoints(page.doc);
    const { keptId } = await snapshots.restore.mutate({ sessionId, snapshotId: kept?.id ?? '' });
    const then = await page.until(({ length }) => length === kept?.points);
    expect(then.every(({ clusterId }) => clusterId === null)).toBe(true);
    await snapshots.restore.mutate({ sessionId, snapshotId: keptId });
    await until(() => expect(readPoints(page.doc)).toEqual(before));
  });

  test.each(['hall', 'anonymous'])('gives back a point that was deleted: %s', async (session) => {
    const sessionId = idOf(session);
    const { removedPoints } = deviceOf('facilitator').api;
    const [removed] = await removedPoints.list.query({ sessionId });
    if (removed === undefined) throw new Error('a point was deleted');
    using page = await openPage('facilitator', session);
    expect(await removedPoints.restore.mutate({ sessionId, pointIds: [removed.id] })).toEqual({
      pointIds: [removed.id],
    });
    await page.until((points) => points.some(({ id }) => id === removed.id));
    expect(readPoint(page.doc, removed.id)).toEqual(REMOVED[session]);
  });

  test('reveals what was written privately', async () => {
    const sessionId = idOf('private');
    const { privatePoints } = deviceOf('facilitator').api;
    const { points } = await privatePoints.counts.query({ sessionId });
    using page = await openPage('facilitator', 'private');
    expect(await privatePoints.reveal.mutate({ sessionId })).toEqual({ points });
    await page.hasPoints(points);
  });
});
