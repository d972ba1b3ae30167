import { addPoint, deletePoints, editPointText, type Point, readPoint, readPoints } from '@gongyi/board';
import { pointDraft } from '@gongyi/board/testing';
import { expect, test } from 'vitest';
import { openDocument } from './test/open-document.ts';
import { openSession, setUp } from './test/people.ts';
import { startTestServer } from './test/test-server.ts';

const textsOf = (points: readonly Point[]) => points.map(({ text }) => text);

test('a facilitator restores an older state while two people write, and takes it back', async () => {
  await using server = await startTestServer();
  const facilitator = await setUp(server);
  const { sessionId, joinCode, themes } = await openSession(facilitator);
  const themeId = themes[0]?.id ?? '';
  const phones = await Promise.all(
    ['小李', '小周'].map(async (name) => {
      const phone = server.newDevice();
      await phone.api.participants.join.mutate({ code: joinCode, name, unit: '石桥村' });
      const { id: authorId } = (await phone.api.sessions.get.query({ sessionId })).me;
      const page = openDocument(server, phone, sessionId);
      await page.synced();
      const write = (text: string) => addPoint(page.doc, pointDraft({ themeId, text, authorId, author: name }));
      return { page, write };
    }),
  );
  const [first, second] = phones;
  if (first === undefined || second === undefined) throw new Error('two people write');
  using host = openDocument(server, facilitator, sessionId);
  await host.synced();

  try {
    const kept = [first.write('窗口中午没人'), second.write('网格过大')] as const;
    const then = await host.hasPoints(2);
    const { snapshotId } = await facilitator.api.snapshots.keep.mutate({ sessionId, label: '归类之前' });

    // Since then: one is deleted by its author, one is rewritten, and one is new.
    deletePoints(first.page.doc, [kept[0]]);
    editPointText(second.page.doc, kept[1], '网格过大，一人管八百户');
    const later = first.write('后来写的');
    await host.until((points) => points.length === 2 && textsOf(points).includes('网格过大，一人管八百户'));
    const present = readPoints(host.doc);

    // Both go on writing while it is restored, as fast as they can.
    let isOver = false;
    const writing = phones.map(async ({ write, page }, index) => {
      const written: string[] = [];
      while (!isOver && written.length < 100) {
        const id = write(`一直在写 ${index} ${written.length}`);
        editPointText(page.doc, id, `一直在写 ${index} ${written.length}，改过`);
        written.push(id);
        await new Promise((resolve) => setImmediate(resolve));
      }
      return written;
    });
    await host.until(({ length }) => length > 10);
    const { keptId } = await facilitator.api.snapshots.restore.mutate({ sessionId, snapshotId });
    isOver = true;
    const written = (await Promise.all(writing)).flat();

    // What was written after the restoration merged with it; all pages agree, and the server's log
    // does as well.
    const last = [first.write('最后一条'), second.write('最后一条')];
    const pages = [host, first.page, second.page];
    for (const page of pages) await page.until((points) => last.every((id) => points.some((point) => point.id === id)));
    await server.restart();
    using reader = openDocument(server, facilitator, sessionId);
    await reader.synced();
    const restored = readPoints(reader.doc);
    for (const page of pages) expect(readPoints(page.doc)).toEqual(restored);
    expect(restored.filter(({ id }) => kept.some((wanted) => wanted === id))).toEqual(then);
    expect(readPoint(reader.doc, later)).toBeNull();

    // The state before has everything that was written until then: nothing that the restoration
    // took away is lost.
    await facilitator.api.snapshots.restore.mutate({ sessionId, snapshotId: keptId });
    const back = await reader.until((points) => points.some(({ id }) => id === later));
    expect(back.filter(({ id }) => present.some((point) => point.id === id))).toEqual(present);
    const survivors = new Set([...restored, ...back].map(({ id }) => id as string));
    expect(written.filter((id) => !survivors.has(id))).toEqual([]);
    expect(await facilitator.api.snapshots.list.query({ sessionId })).toMatchObject([
      { reason: 'restore' },
      { reason: 'restore', id: keptId },
      { reason: 'asked', id: snapshotId, label: '归类之前', points: 2 },
      { reason: 'stage', label: 'collect' },
    ]);
  } finally {
    for (const { page } of phones) page[Symbol.dispose]();
  }
});
