import { type ActionLife, applyMove, NEW_LIFE, type ReadEvent, readEvent } from '@gongyi/domain';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startUpgradedServer, type UpgradedServer } from './upgraded-server.ts';

/** The actions of a database that 0570882 filled, after its upgrade. */
let upgraded: UpgradedServer;
beforeAll(async () => {
  upgraded = await startUpgradedServer();
});
// It is not there when the upgrade itself fails.
afterAll(() => upgraded?.[Symbol.asyncDispose]());

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

test('has of every action what its moves left, told by its history', async () => {
  const { rows: events } = await upgraded.filled.database.pool.query<StoredEvent>(
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
  const { rows } = await upgraded.filled.database.pool.query(
    `SELECT id, state, state_before AS "stateBefore", state_since AS "stateSince", agreed_at AS "agreedAt",
            accepted_at AS "acceptedAt", created_at AS "createdAt", session_id AS "sessionId",
            (SELECT array_agg(session_id) FROM action_point WHERE action_id = action.id) AS "pointsOf"
     FROM action`,
  );
  const of = async (table: string, columns: string) => {
    const found = await upgraded.filled.database.pool.query(
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
  const actionId = upgraded.people.actions.submitted ?? '';
  const { actions } = upgraded.deviceOf('supervisor').api;
  const { version } = await actions.get.query({ actionId });
  const history = await actions.history.query({ actionId });
  await actions.move.mutate({ actionId, version, move: 'verify' });
  expect(await actions.get.query({ actionId })).toMatchObject({ state: 'closed', version: version + 1 });
  expect((await actions.history.query({ actionId })).slice(0, -1)).toEqual(history);
});

test('opens a closed session again where it was, and numbers what comes of it next', async () => {
  const sessionId = upgraded.idOf('closed');
  const facilitator = upgraded.deviceOf('facilitator');
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
