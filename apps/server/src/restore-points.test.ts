import { addPoint, createUndo, deletePoints, editPointText, mergePoints, OWN_EDIT, readPoint } from '@gongyi/board';
import { pointDraft } from '@gongyi/board/testing';
import { expect, test } from 'vitest';
import { openDocument } from './test/open-document.ts';
import { openSession, setUp } from './test/people.ts';
import { startTestNodes } from './test/start-test-nodes.ts';
import { startTestServer, type TestServer } from './test/test-server.ts';
import { until } from './test/until.ts';

async function openHall(server: TestServer, { anonymous }: { readonly anonymous: boolean }) {
  const facilitator = await setUp(server);
  const { sessionId, joinCode, themes } = await openSession(facilitator, 'brief');
  await facilitator.api.facilitation.setAnonymous.mutate({ sessionId, on: anonymous });
  await facilitator.api.facilitation.setStage.mutate({ sessionId, from: 'brief', stage: 'collect' });
  const themeId = themes[0]?.id ?? '';
  const join = async (name: string, at = server) => {
    const phone = at.newDevice();
    await phone.api.participants.join.mutate({ code: joinCode, name, unit: '石桥村' });
    const { id: authorId, name: author, unit } = (await phone.api.sessions.get.query({ sessionId })).me.author;
    const page = openDocument(at, phone, sessionId);
    await page.synced();
    return {
      phone,
      page,
      write: (text: string, changes = {}) =>
        addPoint(page.doc, pointDraft({ themeId, text, authorId, author, unit, ...changes })),
    };
  };
  const removed = () => facilitator.api.removedPoints.list.query({ sessionId });
  const restore = (pointIds: readonly string[]) =>
    facilitator.api.removedPoints.restore.mutate({ sessionId, pointIds: [...pointIds] });
  return { facilitator, sessionId, themes, join, removed, restore };
}

test('what a phone deletes is nowhere but with the facilitator, comes back as it was, and is its author’s to go on with', async () => {
  await using server = await startTestServer();
  const { facilitator, sessionId, join, removed, restore } = await openHall(server, { anonymous: false });
  const li = await join('小李');
  const zhou = await join('小周');
  using host = openDocument(server, facilitator, sessionId);
  await host.synced();
  try {
    const undo = createUndo(li.page.doc);
    const id = li.write('窗口中午没人', { source: 'masses', channel: '座谈', category: 'idea', y: 900 });
    const other = zhou.write('网格过大');
    await host.hasPoints(2);
    mergePoints(host.doc, [id, other], { authorId: '', author: '' });
    await li.page.until((points) => points.every(({ clusterId }) => clusterId !== null));
    const before = readPoint(li.page.doc, id);
    undo.stopCapturing();
    deletePoints(li.page.doc, [id], OWN_EDIT);
    await host.hasPoints(1);
    await until(async () =>
      expect(await removed()).toMatchObject([{ id, text: '窗口中午没人', author: '小李', unit: '石桥村' }]),
    );
    // Kept across a restart; whoever comes then is sent nothing of it.
    await server.restart();
    const late = await join('小王');
    expect(readPoint(late.page.doc, id)).toBeNull();
    late.page[Symbol.dispose]();

    expect(await restore([id])).toEqual({ pointIds: [id] });
    await li.page.until((points) => points.some((point) => point.id === id));
    expect(readPoint(li.page.doc, id)).toEqual(before);
    expect(await removed()).toEqual([]);
    expect(await restore([id])).toEqual({ pointIds: [] });

    // Its author presses undo, which has nothing left to do, and goes on writing; nothing is
    // refused.
    undo.undo();
    editPointText(li.page.doc, id, '窗口中午还是没人');
    await zhou.page.until((points) => points.some(({ text }) => text === '窗口中午还是没人'));
    expect(readPoint(zhou.page.doc, id)).toEqual({ ...before, text: '窗口中午还是没人' });

    // Deleted again, the newer words are kept.
    deletePoints(li.page.doc, [id], OWN_EDIT);
    await until(async () => expect(await removed()).toMatchObject([{ id, text: '窗口中午还是没人' }]));
  } finally {
    for (const { page } of [li, zhou]) page[Symbol.dispose]();
  }
});

test('its author who was offline and takes the deletion back at the same time is not refused', async () => {
  await using server = await startTestServer();
  const { facilitator, sessionId, join, removed, restore } = await openHall(server, { anonymous: false });
  const li = await join('小李');
  using host = openDocument(server, facilitator, sessionId);
  await host.synced();
  const refusals: number[] = [];
  li.page.provider.on('connection-close', (event: { code: number } | null) => refusals.push(event?.code ?? 0));
  try {
    const undo = createUndo(li.page.doc);
    // Who of the two comes to stand over the other is decided by the client ids.
    for (const text of ['一', '二', '三', '四']) {
      const id = li.write(text);
      await host.until((points) => points.some((point) => point.id === id));
      undo.stopCapturing();
      deletePoints(li.page.doc, [id], OWN_EDIT);
      await until(async () => expect((await removed()).map((point) => point.id)).toContain(id));
      li.page.provider.disconnect();
      refusals.length = 0;
      undo.undo();
      editPointText(li.page.doc, id, `${text}，改过`);
      await restore([id]);
      await host.until((points) => points.some((point) => point.id === id));
      li.page.provider.connect();
      await li.page.synced();
      const since = li.write(`${text}之后`);
      await host.until((points) => points.some((point) => point.id === since));
      expect(refusals).toEqual([]);
      expect(readPoint(host.doc, id)?.text).toMatch(new RegExp(`^${text}`));
      await until(() => expect(readPoint(li.page.doc, id)).toEqual(readPoint(host.doc, id)));
    }
  } finally {
    li.page[Symbol.dispose]();
  }
});

test('in an anonymous session nobody is told whose it was, and its author can still edit it', async () => {
  await using server = await startTestServer();
  const { facilitator, sessionId, join, removed, restore } = await openHall(server, { anonymous: true });
  const li = await join('小李');
  using host = openDocument(server, facilitator, sessionId);
  await host.synced();
  try {
    const id = li.write('匿名的话', { unit: '' });
    await host.hasPoints(1);
    deletePoints(host.doc, [id]);
    await li.page.hasPoints(0);
    await until(async () => expect(await removed()).toMatchObject([{ id, author: '', unit: '' }]));
    expect(Object.keys((await removed())[0] ?? {})).not.toContain('authorId');
    await restore([id]);
    await li.page.hasPoints(1);
    editPointText(li.page.doc, id, '匿名的话，改过');
    await host.until((points) => points[0]?.text === '匿名的话，改过');
  } finally {
    li.page[Symbol.dispose]();
  }
});

test('of two servers either lists and restores what was deleted on the other, once', async () => {
  await using nodes = await startTestNodes('PostgreSQL');
  const { facilitator, sessionId, join, removed, restore } = await openHall(nodes.one, { anonymous: false });
  const li = await join('小李', nodes.two);
  using host = openDocument(nodes.one, facilitator, sessionId);
  await host.synced();
  try {
    const id = li.write('在另一台服务器上删的');
    await host.hasPoints(1);
    // Both delete it at once, each on their own server.
    deletePoints(li.page.doc, [id]);
    deletePoints(host.doc, [id]);
    await until(async () => expect(await removed()).toMatchObject([{ id, text: '在另一台服务器上删的' }]));
    await restore([id]);
    await li.page.hasPoints(1);
    expect(await removed()).toEqual([]);
  } finally {
    li.page[Symbol.dispose]();
  }
});
