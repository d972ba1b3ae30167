import { createHash } from 'node:crypto';
import { appRouter, scryptPasswords } from '@gongyi/api';
import { editPointText, type Point, readPoint, readPoints } from '@gongyi/board';
import { createFilledDatabase, readFilledDatabase, readFixture, type TestDatabase } from '@gongyi/db/testing';
import {
  ACTION_STATES,
  type ActionLife,
  type ActionView,
  applyMove,
  EVENT_TYPES,
  type EventType,
  NEW_LIFE,
  type PointId,
  type ReadEvent,
  readEvent,
  toSummary,
} from '@gongyi/domain';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { copyDatabase, createThief, textsOf } from '../test/database-thief.ts';
import { openDocument } from '../test/open-document.ts';
import { signIn } from '../test/people.ts';
import { startTestServer, type TestServer } from '../test/test-server.ts';
import { until } from '../test/until.ts';
import type { KeptPeople } from './kept-people.ts';
import { type PackedAnswers, unpackAnswers } from './pack-answers.ts';
import {
  type Answers,
  deviceOf as deviceOfKept,
  type Everything,
  QUERIES,
  type Query,
  readAllFiles,
  readAnswers,
  readDocuments,
  readEvents,
} from './read-everything.ts';

/**
 * What is read today and was not read so by the build that filled the database. The fixture is
 * never made anew: whoever means to change what old data look like says it here, and why.
 */
function changesSince0570882(expected: Everything): Everything {
  const answers = ledgerOf(expected.answers, readPositions(expected.answers)) as Answers;
  const mayJoin = (answer: unknown) => ({ ...(answer as object), mayJoin: true });
  const changed: Answers = {
    // Joining can be turned off now. Until somebody does so, all may join. And whoever came before an
    // account took part on one device does so on all of theirs.
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

/** What `change` makes of each answer that is no refusal. */
function eachAnswer<Answer>(
  kept: Answers[string] | undefined,
  change: (answer: Answer, subject: string) => unknown,
): Answers[string] {
  const isRefusal = (answer: unknown) => Object.hasOwn(answer as object, 'refused');
  const changeAll = (subject: string, byPerson: Record<string, unknown>) =>
    Object.fromEntries(
      Object.entries(byPerson).map(([person, answer]) => [
        person,
        isRefusal(answer) ? answer : change(answer as Answer, subject),
      ]),
    );
  return Object.fromEntries(
    Object.entries(kept ?? {}).map(([subject, byPerson]) => [subject, changeAll(subject, byPerson)]),
  );
}

/**
 * What the lists of actions answer that the build did not have, made of what it answered to others.
 */
function listsOfActions(answers: Answers): Answers {
  type List = readonly ActionView[];
  const people = (list: List) => new Set(list.flatMap(({ leader, owners }) => [leader, ...owners]));
  return {
    'actions.page': eachAnswer(answers['actions.list'], (list: List) => ({ rows: list.map(toSummary), next: null })),
    'actions.counts': eachAnswer(answers['actions.list'], (list: List) =>
      Object.fromEntries(
        ACTION_STATES.map((state) => {
          const count = list.filter((action) => action.state === state).length;
          return [state, { all: count, shown: count }];
        }),
      ),
    ),
    'actions.people': eachAnswer(answers['actions.list'], (list: List) => [...people(list)].filter(Boolean).sort()),
    'actions.summary': eachAnswer<ActionView>(answers['actions.get'], toSummary),
  };
}

/** States and moves of actions, and two fields, have other words since `ledger_words`. */
const WORDS_SINCE: Readonly<Record<string, string>> = {
  not_started: 'notStarted',
  in_progress: 'inProgress',
  standing: 'ongoing',
  keepStanding: 'makeOngoing',
  leadUnit: 'leadUnitId',
  commitment: 'committed',
};

/** Where the actions of the fixture were when they were set aside. */
const STATE_BEFORE: Readonly<Record<string, string>> = { deferred: 'notStarted', ongoing: 'inProgress' };

/** Where each theme stands in its campaign, by its id. */
function readPositions(answers: Answers): ReadonlyMap<string, number> {
  const campaigns = Object.values(answers['campaigns.get'] ?? {}).flatMap((byPerson) => Object.values(byPerson));
  const themes = (campaigns as { themes?: { id: string }[] }[]).flatMap(({ themes = [] }) => [...themes.entries()]);
  return new Map(themes.map(([position, { id }]) => [id, position]));
}

function ledgerOf(value: unknown, positions: ReadonlyMap<string, number>): unknown {
  if (typeof value === 'string') return WORDS_SINCE[value] ?? value;
  if (Array.isArray(value)) return value.map((item) => ledgerOf(item, positions));
  if (typeof value !== 'object' || value === null) return value;
  const renamed = Object.fromEntries(Object.entries(value).map(([key, part]) => [key, ledgerOf(part, positions)]));
  const isAction = 'mayMove' in renamed && 'state' in renamed;
  if (!isAction) return renamed;
  const { state, themeId, number } = renamed;
  return {
    ...renamed,
    // Nobody said of any of them what type it is.
    type: null,
    stateBefore: STATE_BEFORE[String(state)] ?? null,
    place: { position: positions.get(String(themeId)), number: Number(/\d+$/.exec(String(number))?.[0]) },
  };
}

/** Types of events that the build did not write. */
const EVENTS_SINCE: readonly EventType[] = ['session.joiningChanged', 'votes.voided', 'votes.startedAnew'];

const BUILD = '0570882';

type StoredEvent = { actionId: string; userId: string; at: Date; type: string; data: unknown };
type Round = { report: string; by: string; outcome: string | null; reason: string; reopened: string };
type Aside = { state: string; from: string; reason: string; review: string | null; resumed: Date | null };
/** An action's life as its events tell it. */
type ToldLife = {
  readonly life: ActionLife;
  readonly rounds: readonly Round[];
  readonly returns: readonly { reason: string; by: string }[];
  readonly asides: readonly Aside[];
};

function tellMove(told: ToldLife, event: ReadEvent, by: string, at: Date): ToldLife {
  if (event.type !== 'action.moved') return told;
  const { move, from, to, text, reviewDate } = event.data;
  const { rounds, returns, asides } = told;
  const withLast = <Row>(all: readonly Row[], change: Partial<Row>) =>
    all.map((row, index) => (index === all.length - 1 ? { ...row, ...change } : row));
  switch (move) {
    case 'submit':
      return { ...told, rounds: [...rounds, { report: text, by, outcome: null, reason: '', reopened: '' }] };
    case 'verify':
      return { ...told, rounds: withLast(rounds, { outcome: 'verified' }) };
    case 'sendBack':
      return { ...told, rounds: withLast(rounds, { outcome: 'sentBack', reason: text }) };
    case 'reopen':
      return { ...told, rounds: withLast(rounds, { reopened: text }) };
    case 'return':
      return { ...told, returns: [...returns, { reason: text, by }] };
    case 'defer':
    case 'makeOngoing':
      return { ...told, asides: [...asides, { state: to, from, reason: text, review: reviewDate, resumed: null }] };
    case 'resume':
      return { ...told, asides: withLast(asides, { resumed: at }) };
    default:
      return told;
  }
}

let filled: TestDatabase;
let server: TestServer;
let people: KeptPeople;
/** What that build answered. */
let kept: Everything;
let expected: Everything;
beforeAll(async () => {
  filled = await createFilledDatabase(BUILD);
  people = (await readFixture(BUILD, 'people.json')) as KeptPeople;
  kept = toEverything((await readFixture(BUILD, 'expected.json')) as KeptAnswers);
  expected = changesSince0570882(kept);
  server = await startTestServer(
    { databaseUrl: filled.connectionString },
    // What that build stored is what people sign in with.
    { passwords: scryptPasswords },
  );
});
afterAll(async () => {
  // Neither is there when the upgrade itself fails.
  await server?.[Symbol.asyncDispose]();
  await filled?.[Symbol.asyncDispose]();
});

const deviceOf = (name: string) => deviceOfKept(server, people, name);

function idOf(session: string): string {
  return people.sessions[session]?.id ?? '';
}

async function openPage(person: string, session: string) {
  const page = openDocument(server, deviceOf(person), idOf(session));
  await page.synced();
  return page;
}

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

describe('a database that 0570882 filled, after its upgrade', () => {
  test('is read by every query that there is', () => {
    // By their full names; the type of the router says nothing of that.
    const procedures = appRouter._def.procedures as unknown as Record<string, { _def: { type: string } }>;
    const queries = Object.keys(procedures).filter((name) => procedures[name]?._def.type === 'query');
    expect(Object.keys(QUERIES).sort()).toEqual(queries.sort());
  });

  test.each(Object.keys(QUERIES) as Query[])('says to everybody what it said before: %s', async (query) => {
    expect(await readAnswers(server, people, query)).toEqual(expected.answers[query]);
  });

  test('has in its documents what was in them', async () => {
    expect(await readDocuments(server, people)).toEqual(expected.documents);
  });

  test('tells its whole history, in which is everything that can happen', async () => {
    const events = await readEvents(server, people);
    for (const [campaign, known] of Object.entries(expected.events)) {
      // The server may have ended a hold since, which is one more.
      expect(events[campaign]?.slice(0, known.length)).toEqual(known);
    }
    const types = new Set(Object.values(expected.events).flatMap((known) => known.map(({ type }) => type)));
    expect(EVENT_TYPES.filter((type) => !types.has(type) && !EVENTS_SINCE.includes(type))).toEqual([]);
  });

  test('makes the same files of its lists', async () => {
    expect(await readAllFiles(server, people)).toEqual(expected.files);
  });

  test('lets people in by the passwords that they had, and by no other', async () => {
    const signIn = async (password: string) => {
      const device = server.newDevice();
      const { email = '' } = people.accounts.secretary ?? {};
      const response = await device.fetch('/api/auth/sign-in/email', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ email, password }),
      });
      return { status: response.status, user: (await device.api.account.me.query()).user };
    };
    const { name, password = '' } = people.accounts.secretary ?? {};
    expect(await signIn(password)).toMatchObject({ status: 200, user: { name } });
    expect(await signIn(`${password}!`)).toEqual({ status: 401, user: null });
  });

  test.each(['hall', 'anonymous'])('knows a device that joins again: %s', async (session) => {
    const { id: sessionId = '', code = '' } = people.sessions[session] ?? {};
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
    const copy = await copyDatabase(filled.connectionString);
    const of = (table: string) => copy.filter((found) => found.table === table).map(({ row }) => row);
    const participants = of('participant');
    const tokens = Object.values(people.phones).map((cookie) => cookie.split('=')[1] ?? '');
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
    const copy = await copyDatabase(filled.connectionString);
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
    const texts = textsOf(await copyDatabase(filled.connectionString));
    const found = createThief({ texts, secret, sessionIds, personIds }).find(wanted);
    expect([...found.keys()]).toEqual([await authorIn(idOf('anonymous'))]);
  });

  test('leaves an account one person on all its devices where it was, and binds it in what is new', async () => {
    const first = deviceOf('facilitator');
    const second = server.newDevice();
    const { email = '', password } = people.accounts.facilitator ?? {};
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
      filled.database.pool.query('SELECT session_id FROM account_device WHERE session_id = $1', [sessionId]);
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

      await server.restart();
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

  test('has of every action what its moves left, told by its history', async () => {
    const { rows: events } = await filled.database.pool.query<StoredEvent>(
      `SELECT subject_id AS "actionId", actor_id AS "userId", created_at AS "at", type, data
       FROM event WHERE type IN ('points.promoted', 'action.moved') AND seq <= 300 ORDER BY campaign_id, seq`,
    );
    const told = new Map<string, ToldLife>();
    for (const { actionId, userId, at, type, data } of events) {
      const event = readEvent(type, data);
      expect(event.type).toBe(type);
      const before = told.get(actionId) ?? { life: NEW_LIFE, rounds: [], returns: [], asides: [] };
      const life =
        event.type === 'action.moved'
          ? // Until then whatever was taken up again went on as if its unit had accepted it.
            { ...applyMove(before.life, event.data.move, { ...event.data, userId }, at), state: event.data.to }
          : before.life;
      told.set(actionId, tellMove({ ...before, life }, event, userId, at));
    }
    expect(told.size).toBeGreaterThan(5);
    const { rows } = await filled.database.pool.query(
      `SELECT id, state, state_before AS "stateBefore", state_since AS "stateSince", agreed_at AS "agreedAt",
              accepted_at AS "acceptedAt", created_at AS "createdAt", session_id AS "sessionId",
              (SELECT array_agg(session_id) FROM action_point WHERE action_id = action.id) AS "pointsOf"
       FROM action`,
    );
    const of = async (table: string, columns: string) => {
      const found = await filled.database.pool.query(
        `SELECT action_id AS "actionId", ${columns} FROM ${table} ORDER BY action_id, number`,
      );
      return (actionId: string) =>
        found.rows.filter((row) => row.actionId === actionId).map(({ actionId: _, ...row }) => row);
    };
    const roundsOf = await of(
      'close_out_round',
      'report, submitted_by_id AS "by", outcome, reason, reopen_reason AS "reopened"',
    );
    const returnsOf = await of('action_return', 'reason, returned_by_id AS "by"');
    const asidesOf = await of(
      'set_aside',
      'state, state_before AS "from", reason, next_review::text AS "review", resumed_at AS "resumed"',
    );
    expect(rows.map(({ id }) => id).sort()).toEqual([...told.keys()].sort());
    for (const { id, createdAt, sessionId, pointsOf, ...columns } of rows) {
      const { life, rounds, returns, asides } = told.get(id) ?? {};
      expect({ ...life, stateSince: life?.stateSince ?? createdAt }, id).toMatchObject(columns);
      expect(pointsOf, id).toContain(sessionId);
      expect({ rounds: roundsOf(id), returns: returnsOf(id), asides: asidesOf(id) }, id).toEqual({
        rounds,
        returns,
        asides,
      });
    }
    // The fixture has all three.
    const all = [...told.values()];
    expect(all.some(({ rounds }) => rounds.some(({ reopened }) => reopened !== ''))).toBe(true);
    expect(all.some(({ returns }) => returns.length > 0)).toBe(true);
    expect(all.some(({ asides }) => asides.some(({ resumed }) => resumed !== null))).toBe(true);
  });

  test('goes on with its actions', async () => {
    const actionId = people.actions.submitted ?? '';
    const { actions } = deviceOf('supervisor').api;
    const { version } = await actions.get.query({ actionId });
    const history = await actions.history.query({ actionId });
    await actions.move.mutate({ actionId, version, move: 'verify' });
    expect(await actions.get.query({ actionId })).toMatchObject({ state: 'closed', version: version + 1 });
    expect((await actions.history.query({ actionId })).slice(0, -1)).toEqual(history);
  });

  test('opens a closed session again where it was, and numbers what comes of it next', async () => {
    const sessionId = idOf('closed');
    const facilitator = deviceOf('facilitator');
    await facilitator.api.sessions.reopen.mutate({ sessionId });
    const { stage, campaignId } = await facilitator.api.sessions.get.query({ sessionId });
    expect(stage).toBe('agree');

    const numbersOf = async () =>
      (await facilitator.api.actions.page.query({ campaignId })).rows.map(({ number }) => number);
    const before = await numbersOf();
    const [point] = await facilitator.api.outcomes.open.query({ sessionId });
    const { number } = await facilitator.api.actions.promote.mutate({
      sessionId,
      pointIds: [point?.id ?? ''],
      themeId: point?.themeId ?? '',
      fields: {},
    });
    expect(before).not.toContain(number);
    expect(before).toContain(number.replace(/\d+$/, (count) => String(Number(count) - 1).padStart(count.length, '0')));
  });
});
