import { appRouter, scryptPasswords } from '@gongyi/api';
import { editPointText, type Point, readPoint, readPoints } from '@gongyi/board';
import { createFilledDatabase, readFixture, type TestDatabase } from '@gongyi/db/testing';
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
import { openDocument } from '../test/open-document.ts';
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
  return { ...expected, answers: { ...answers, ...newQueriesOf(answers) } };
}

/** What queries answer that the build did not have, made of what it answered to others. */
function newQueriesOf(answers: Answers): Answers {
  type List = readonly ActionView[];
  const of = <Answer>(query: string, make: (answer: Answer) => unknown) =>
    Object.fromEntries(
      Object.entries(answers[query] ?? {}).map(([subject, byPerson]) => [
        subject,
        Object.fromEntries(
          Object.entries(byPerson).map(([person, answer]) => {
            const isRefused = typeof answer === 'object' && answer !== null && 'refused' in answer;
            return [person, isRefused ? answer : make(answer as Answer)];
          }),
        ),
      ]),
    );
  const people = (list: List) => new Set(list.flatMap(({ leader, owners }) => [leader, ...owners]));
  return {
    'actions.page': of<List>('actions.list', (list) => ({ rows: list.map(toSummary), next: null })),
    'actions.counts': of<List>('actions.list', (list) =>
      Object.fromEntries(
        ACTION_STATES.map((state) => {
          const count = list.filter((action) => action.state === state).length;
          return [state, { all: count, shown: count }];
        }),
      ),
    ),
    'actions.people': of<List>('actions.list', (list) => [...people(list)].filter(Boolean).sort()),
    'actions.summary': of<ActionView>('actions.get', toSummary),
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
const EVENTS_SINCE: readonly EventType[] = [];

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
let expected: Everything;
beforeAll(async () => {
  filled = await createFilledDatabase(BUILD);
  people = (await readFixture(BUILD, 'people.json')) as KeptPeople;
  expected = changesSince0570882(toEverything((await readFixture(BUILD, 'expected.json')) as KeptAnswers));
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
      (await facilitator.api.actions.list.query({ campaignId })).map(({ number }) => number);
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
