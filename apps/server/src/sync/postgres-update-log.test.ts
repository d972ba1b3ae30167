import { addPoint, type Point, readPoint } from '@gongyi/board';
import { pointDraft } from '@gongyi/board/testing';
import { createTestDatabase, type TestDatabase } from '@gongyi/db/testing';
import { newId, type PointId } from '@gongyi/domain';
import type { RemovedPoint } from '@gongyi/sync';
import { describeUpdateLog } from '@gongyi/sync/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as Y from 'yjs';
import { createPostgresUpdateLog } from './postgres-update-log.ts';

let own: TestDatabase;
beforeAll(async () => {
  own = await createTestDatabase();
});
afterAll(() => own[Symbol.asyncDispose]());

async function newSession(): Promise<string> {
  const id = newId();
  const createdAt = new Date();
  const campaign = { create: { id: newId(), name: '大讨论', templateId: 'yhj-cfz', createdAt } };
  const moments = { codeExpiresAt: createdAt, stageSince: createdAt, createdAt };
  const data = { id, title: '第一场', joinCode: id.slice(0, 8), campaign, ...moments };
  await own.database.prisma.session.create({ data });
  return id;
}

describeUpdateLog('the PostgreSQL log', async () => ({
  log: createPostgresUpdateLog(own.database.pool),
  newSession,
  removedOf,
  [Symbol.asyncDispose]: async () => undefined,
}));

async function removedOf(sessionId: string): Promise<readonly RemovedPoint[]> {
  const rows = await own.database.prisma.removedPoint.findMany({
    where: { sessionId },
    orderBy: { removedAt: 'desc' },
  });
  return rows.map(({ sessionId: _, pointId, removedAt, clusterId, source, category, level, ...words }) => ({
    at: removedAt,
    point: {
      ...words,
      id: pointId as PointId,
      source: (source || null) as Point['source'],
      category: category as Point['category'],
      level: (level || null) as Point['level'],
      clusterId: clusterId || null,
    },
  }));
}

test('with a session go the points that were removed from it', async () => {
  const log = createPostgresUpdateLog(own.database.pool);
  const sessionId = await newSession();
  await log.append([{ sessionId, update: Uint8Array.of(1), removed: [removedPoint()] }]);
  expect(await removedOf(sessionId)).toHaveLength(1);
  await own.database.prisma.session.delete({ where: { id: sessionId } });
  expect(await removedOf(sessionId)).toEqual([]);
});

function removedPoint(): RemovedPoint {
  const doc = new Y.Doc();
  const point = readPoint(doc, addPoint(doc, pointDraft()));
  if (point === null) throw new Error('no such point');
  return { point, at: new Date() };
}

test('an append that cannot be stored whole is not stored at all', async () => {
  const log = createPostgresUpdateLog(own.database.pool);
  const sessionId = await newSession();
  const update = Uint8Array.of(1);
  await expect(
    log.append([
      { sessionId, update, removed: [removedPoint()] },
      { sessionId: 'no such session', update },
    ]),
  ).rejects.toThrow();
  expect(await log.load(sessionId)).toEqual({ snapshot: null, updates: [], upTo: 0, owners: [] });
  expect(await removedOf(sessionId)).toEqual([]);
});
