import { addPoint, deletePoints, pointText, readPoint } from '@gongyi/board';
import { pointDraft } from '@gongyi/board/testing';
import { newId } from '@gongyi/domain';
import { expect, test } from 'vitest';
import type * as Y from 'yjs';
import { openDocument } from './test/open-document.ts';
import { openSession, setUp } from './test/people.ts';
import { startTestServer } from './test/test-server.ts';
import { until } from './test/until.ts';

const HOSTILE = '窗口\u0000中午\u0007没\uFFFF人';
const PLAIN = '窗口中午没人';

test('what no database can hold, written by a page that is not ours, keeps nobody from anything', async () => {
  await using server = await startTestServer();
  const facilitator = await setUp(server);
  const { campaignId, sessionId, joinCode, themes } = await openSession(facilitator);
  const phone = server.newDevice();
  await phone.api.participants.join.mutate({ code: joinCode, name: '小\u0000李', unit: '石桥\u0001村' });
  const { author } = (await phone.api.sessions.get.query({ sessionId })).me;
  expect(author).toMatchObject({ name: '小李', unit: '石桥村' });
  using page = openDocument(server, phone, sessionId);
  using host = openDocument(server, facilitator, sessionId);
  await Promise.all([page.synced(), host.synced()]);
  const themeId = themes[0]?.id ?? '';
  const write = () => {
    const by = { authorId: author.id, author: author.name, unit: author.unit };
    const id = addPoint(page.doc, pointDraft({ themeId, text: '', ...by }));
    // Past our own operations, which would clean it.
    pointText(page.doc, id)?.insert(0, HOSTILE);
    (page.doc.getMap('records').get(id) as Y.Map<unknown>).set('channel', '座\u0000谈');
    return id;
  };
  const [promoted, disposed, removed] = [write(), write(), write()];
  await host.until((points) => points.filter(({ text }) => text === PLAIN).length === 3);
  // It is in the document as it was written.
  expect(pointText(host.doc, promoted)?.toString()).toBe(HOSTILE);

  const fields = {
    problem: '',
    goal: '一\u0000二',
    measure: '午间\u000b轮班',
    leadUnitId: null,
    supportUnitIds: [],
    leader: '张\u0000书记',
    owners: ['李\u001b主任'],
    deadline: null,
    committed: false,
  };
  const action = await facilitator.api.actions.promote.mutate({ sessionId, themeId, pointIds: [promoted], fields });
  expect(action).toMatchObject({
    problem: PLAIN,
    goal: '一二',
    measure: '午间\n轮班',
    leader: '张书记',
    owners: ['李主任'],
    points: [{ text: PLAIN, author: '小李', unit: '石桥村' }],
  });
  await facilitator.api.outcomes.dispose.mutate({
    sessionId,
    pointIds: [disposed],
    disposition: 'notAdopted',
    reason: '重\u0000复',
  });
  deletePoints(host.doc, [removed]);
  const listed = await until(async () => {
    const [point] = await facilitator.api.removedPoints.list.query({ sessionId });
    expect(point).toMatchObject({ id: removed, text: PLAIN });
    return point;
  });
  await facilitator.api.removedPoints.restore.mutate({ sessionId, pointIds: [listed?.id ?? ''] });
  await host.hasPoints(3);
  expect(readPoint(host.doc, removed)).toMatchObject({ text: PLAIN, channel: '座谈' });

  await facilitator.api.snapshots.keep.mutate({ sessionId, label: '一\u0000版' });
  const [kept] = await facilitator.api.snapshots.list.query({ sessionId });
  expect(kept).toMatchObject({ label: '一版' });
  await facilitator.api.snapshots.restore.mutate({ sessionId, snapshotId: kept?.id ?? '' });
  const summary = await facilitator.api.outcomes.summary.query({ sessionId });
  expect([summary.promoted, summary.disposed, summary.open].map((points) => points.map(({ text }) => text))).toEqual(
    Array(3).fill([PLAIN]),
  );
  for (const format of ['xlsx', 'csv']) {
    const file = await facilitator.fetch(`/api/exports/${campaignId}/agreed-list.${format}?lang=zh-CN`);
    expect(file.status).toBe(200);
  }
});

test('private points and all other words that people send are cleaned as they come in', async () => {
  await using server = await startTestServer();
  const facilitator = await setUp(server);
  const { campaignId, sessionId, joinCode, themes } = await openSession(facilitator, 'brief');
  await facilitator.api.facilitation.setPrivateWriting.mutate({ sessionId, on: true });
  await facilitator.api.facilitation.setStage.mutate({ sessionId, from: 'brief', stage: 'collect' });
  const phone = server.newDevice();
  await phone.api.participants.join.mutate({ code: joinCode, name: '小李', unit: '石桥村' });
  const themeId = themes[0]?.id ?? '';
  await phone.api.privatePoints.write.mutate({
    sessionId,
    pointId: newId(),
    themeId,
    text: HOSTILE,
    channel: '\u0000',
  });
  await facilitator.api.privatePoints.reveal.mutate({ sessionId });
  using host = openDocument(server, facilitator, sessionId);
  const [point] = await host.hasPoints(1);
  expect(pointText(host.doc, point?.id ?? '')?.toString()).toBe(PLAIN);
  await facilitator.api.campaigns.rename.mutate({ campaignId, name: '大\u0000讨论\ud800' });
  expect(await facilitator.api.campaigns.get.query({ campaignId })).toMatchObject({ name: '大讨论\uFFFD' });
});

test('what no database can hold is no email and no password of anybody, and no fault of ours', async () => {
  await using server = await startTestServer();
  const facilitator = await setUp(server);
  const { campaignId } = await openSession(facilitator);
  const post = (path: string, body: object, device = server.newDevice()) =>
    device.fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  const statuses: number[] = [];
  for (const [email, password] of [
    ['wang\u0000@example.org', 'a long enough password'],
    ['wang@example.org', 'a long\u0000 enough password'],
    ['\ud800@example.org', '\ud800'],
  ]) {
    statuses.push((await post('/api/auth/sign-in/email', { email, password })).status);
  }
  for (const [path, input] of [
    ['participants.peek', { code: '\u0000' }],
    ['participants.join', { code: 'ABCD\u0000EFGH', name: '\u0000', unit: '\ud800' }],
    ['campaigns.get', { campaignId: `${campaignId}\u0000` }],
    ['sessions.get', { sessionId: '\u0000' }],
  ] as const) {
    const query = `?input=${encodeURIComponent(JSON.stringify(input))}`;
    const isQuery = path !== 'participants.join';
    const response = isQuery ? await facilitator.fetch(`/trpc/${path}${query}`) : await post(`/trpc/${path}`, input);
    statuses.push(response.status);
  }
  const exported = await facilitator.fetch(`/api/exports/${campaignId}%00/agreed-list.csv`);
  statuses.push(exported.status);
  expect(statuses.filter((status) => status < 400 || status >= 500)).toEqual([]);
});
