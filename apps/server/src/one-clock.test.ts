import { addPoint, deletePoints } from '@gongyi/board';
import { pointDraft } from '@gongyi/board/testing';
import { createTestDatabase } from '@gongyi/db/testing';
import { EMPTY_ACTION_FIELDS, LIMITS } from '@gongyi/domain';
import { expect, test } from 'vitest';
import { openDocument } from './test/open-document.ts';
import { openSession, setUp } from './test/people.ts';
import { startTestServer } from './test/test-server.ts';
import { until } from './test/until.ts';

const DAY_MS = 86_400_000;
/** Far from the clock of any machine, so that whatever asks another clock is seen. */
const START = Date.parse('2031-05-06T07:08:09.123Z');

async function startWithClock() {
  const clock = { now: START };
  const own = await createTestDatabase();
  const changes = { databaseUrl: own.connectionString };
  const server = await startTestServer(changes, { clock: () => new Date(clock.now) });
  const facilitator = await setUp(server);
  const session = await openSession(facilitator, 'brief');
  return {
    clock,
    server,
    facilitator,
    ...session,
    events: (type: string) => own.database.prisma.event.findMany({ where: { type }, orderBy: { seq: 'asc' } }),
    /** All moments in the tables that people fill, by table and column. */
    async moments(): Promise<Record<string, Date[]>> {
      const { rows: columns } = await own.database.pool.query<{ table: string; column: string }>(
        `SELECT table_name AS "table", column_name AS "column" FROM information_schema.columns
         WHERE table_schema = 'public' AND data_type = 'timestamp with time zone' ORDER BY 1, 2`,
      );
      const all: Record<string, Date[]> = {};
      for (const { table, column } of columns) {
        const { rows } = await own.database.pool.query<{ at: Date }>(
          `SELECT "${column}" AS at FROM "${table}" WHERE "${column}" IS NOT NULL`,
        );
        if (rows.length > 0) all[`${table}.${column}`] = rows.map(({ at }) => at);
      }
      return all;
    },
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      await own[Symbol.asyncDispose]();
    },
  };
}

/** By the machine's clock, like what better-auth writes, or by the database's. */
const OF_ANOTHER_CLOCK =
  /^(user_account|auth_session|auth_account|verification|instance_setting|guess_count|doc_snapshot|_prisma_migrations)\./;

test('whatever people do is kept, told and judged by the clock of the server', async () => {
  await using world = await startWithClock();
  const { clock, server, facilitator, campaignId, sessionId, joinCode, themes } = world;
  const themeId = themes[0]?.id ?? '';
  const { api } = facilitator;
  const unitId = (await api.campaigns.get.query({ campaignId })).units[0]?.id ?? null;
  const invitation = { campaignId, role: 'liaison' as const, unitId, note: '' };
  const { token } = await api.invitations.create.mutate(invitation);
  await server.newDevice().api.invitations.accept.mutate({
    token,
    account: { name: '小赵', email: 'zhao@example.org', password: 'a long enough password' },
  });
  const phone = server.newDevice();
  await phone.api.participants.join.mutate({ code: joinCode, name: '小李', unit: '石桥村' });
  await api.facilitation.setPrivateWriting.mutate({ sessionId, on: true });
  await api.facilitation.setStage.mutate({ sessionId, from: 'brief', stage: 'collect' });
  for (const pointId of ['p1', 'p2']) {
    await phone.api.privatePoints.write.mutate({ sessionId, pointId, themeId, text: '窗口中午没人' });
  }
  await phone.api.prompts.answer.mutate({ sessionId, themeId, prompt: 0, noProblem: true });
  const { 'private_point.created_at': written } = await world.moments();
  expect(written).toEqual([new Date(START), new Date(START)]);
  clock.now += 1_000;
  await api.privatePoints.reveal.mutate({ sessionId });
  const { id: authorId, name: author, unit } = (await phone.api.sessions.get.query({ sessionId })).me.author;
  {
    using page = openDocument(server, phone, sessionId);
    await page.synced();
    const gone = addPoint(page.doc, pointDraft({ themeId, text: '写错了', authorId, author, unit }));
    clock.now += 1_000;
    deletePoints(page.doc, [gone]);
    await until(async () =>
      expect(await api.removedPoints.list.query({ sessionId })).toMatchObject([
        { text: '写错了', removedAt: new Date(clock.now).toISOString() },
      ]),
    );
  }
  clock.now += 1_000;
  await api.facilitation.setStage.mutate({ sessionId, from: 'collect', stage: 'vote' });
  await phone.api.votes.cast.mutate({ sessionId, voteId: 'v1', targetId: 'p1' });
  await api.outcomes.dispose.mutate({ sessionId, pointIds: ['p1'], disposition: 'deferred', reason: '' });
  const fields = EMPTY_ACTION_FIELDS;
  const action = await api.actions.promote.mutate({ sessionId, themeId, pointIds: ['p2'], fields });
  clock.now += 1_000;
  const { id: actionId, version } = action;
  const edited = await api.actions.edit.mutate({ actionId, version, fields: { goal: '有人值守' } });
  expect(edited.updatedAt).toBe(new Date(clock.now).toISOString());
  await api.snapshots.keep.mutate({ sessionId, label: '' });

  const moments = await world.moments();
  const others = Object.entries(moments).filter(([name]) => !OF_ANOTHER_CLOCK.test(name));
  expect(others.map(([name]) => name)).toEqual(
    expect.arrayContaining([
      'action.created_at',
      'action.updated_at',
      'campaign.created_at',
      'event.created_at',
      'invitation.created_at',
      'membership.created_at',
      'participant.created_at',
      'point_disposition.decided_at',
      'prompt_answer.created_at',
      'removed_point.removed_at',
      'session.created_at',
      'session.stage_since',
      'session_snapshot.created_at',
      'vote.created_at',
    ]),
  );
  const strange = others.filter(([, at]) => at.some((moment) => moment.getTime() < START));
  expect(strange).toEqual([]);

  // A list says which day it is of.
  const file = await facilitator.fetch(`/api/exports/${campaignId}/agreed-list.csv?tz=UTC`);
  expect(decodeURIComponent(file.headers.get('content-disposition') ?? '')).toContain('2031-05-06');
  clock.now += DAY_MS;
  const next = await facilitator.fetch(`/api/exports/${campaignId}/agreed-list.csv?tz=UTC`);
  expect(decodeURIComponent(next.headers.get('content-disposition') ?? '')).toContain('2031-05-07');

  // A code that is over lets nobody in.
  const late = () =>
    server.newDevice().api.participants.join.mutate({ code: joinCode, name: '来晚了', unit: '石桥村' });
  await late();
  clock.now += LIMITS.joinCodeDays * DAY_MS;
  await expect(late()).rejects.toThrow('codeInvalid');
});

test('a hold that ran out while the server was off is ended once, by its clock', async () => {
  await using world = await startWithClock();
  const { clock, server, facilitator, sessionId } = world;
  await facilitator.api.facilitation.setStage.mutate({ sessionId, from: 'brief', stage: 'collect' });
  await facilitator.api.facilitation.hold.mutate({ sessionId });
  expect((await facilitator.api.sessions.get.query({ sessionId })).hold).not.toBeNull();
  clock.now += 7 * DAY_MS;
  // At once, ended or not.
  expect((await facilitator.api.sessions.get.query({ sessionId })).hold).toBeNull();
  const moment = new Date(clock.now);
  for (let start = 0; start < 2; start++) {
    await server.restart();
    await until(async () =>
      expect(await world.events('session.holdChanged')).toMatchObject([
        { data: { held: true }, createdAt: new Date(START) },
        { data: { held: false }, actorKind: 'system', createdAt: moment },
      ]),
    );
    clock.now += DAY_MS;
  }
});
