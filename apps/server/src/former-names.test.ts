import { addPoint, readPoints } from '@gongyi/board';
import { CLOSE_CODES } from '@gongyi/domain';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Device } from './test/device.ts';
import { openDocument } from './test/open-document.ts';
import { openSession, setUp } from './test/people.ts';
import { startTestServer, type TestServer } from './test/test-server.ts';
import { until } from './test/until.ts';

let server: TestServer;
let facilitator: Device;
beforeAll(async () => {
  server = await startTestServer();
  facilitator = await setUp(server);
});
afterAll(() => server[Symbol.asyncDispose]());

test('who is renamed goes on writing, under the new name at once and under the old one while offline', async () => {
  const { sessionId, joinCode: code, themes } = await openSession(facilitator);
  const phone = server.newDevice();
  await phone.api.participants.join.mutate({ code, name: '小李', unit: '石桥村' });
  const { me } = await phone.api.sessions.get.query({ sessionId });
  const write = ({ doc }: ReturnType<typeof openDocument>, name: string, unit: string) => {
    const createdAt = new Date().toISOString();
    const point = { themeId: themes[0]?.id ?? '', x: 0, y: 0, text: `${name}写的`, createdAt };
    return addPoint(doc, { ...point, authorId: me.author.id, author: name, unit });
  };
  using watcher = openDocument(server, facilitator, sessionId);
  using connected = openDocument(server, phone, sessionId);
  using away = openDocument(server, phone, sessionId);
  for (const page of [watcher, connected, away]) await page.synced();
  const closings: number[] = [];
  for (const page of [connected, away]) {
    page.provider.on('connection-close', (event) => closings.push(event?.code ?? 0));
  }

  away.provider.disconnect();
  write(away, '小李', '石桥村');
  const [{ id: participantId } = { id: '' }] = await facilitator.api.people.list.query({ sessionId });
  await facilitator.api.people.rename.mutate({ participantId, name: '李明', unit: '石桥村（二组）' });
  // By the connection that stands, which had the old name when it came.
  write(connected, '李明', '石桥村（二组）');
  await watcher.hasPoints(1);
  closings.length = 0;
  away.provider.connect();
  await watcher.hasPoints(2);
  expect(
    readPoints(watcher.doc)
      .map(({ author, unit }) => `${author} ${unit}`)
      .sort(),
  ).toEqual(['小李 石桥村', '李明 石桥村（二组）']);
  expect(closings).toEqual([]);

  // Neither name with the unit of the other, nor anybody else's.
  write(connected, '小李', '石桥村（二组）');
  await until(() => expect(closings).toContain(CLOSE_CODES.forbidden));
  expect(readPoints(watcher.doc)).toHaveLength(2);
});
