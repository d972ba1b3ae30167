import { addPoint, readPoints } from '@gongyi/board';
import { pointDraft } from '@gongyi/board/testing';
import type { PointId } from '@gongyi/domain';
import { expect } from 'vitest';
import type * as Y from 'yjs';
import { connectClient, type TestClient } from './connect-client.ts';
import type { TestNode } from './start-test-nodes.ts';
import { until } from './until.ts';

/** Somebody in the session `s1`, on one of several nodes. */
export function join(node: TestNode, personId: string, doc?: Y.Doc): TestClient {
  return connectClient(node.url, 's1', { personId, ...(doc === undefined ? {} : { doc }) });
}

export function show(client: TestClient, name: string): void {
  client.provider.awareness.setLocalStateField('name', name);
}

/** The names that people show. */
export function seenBy(client: TestClient): string[] {
  const states = [...client.provider.awareness.getStates().values()];
  return states.flatMap(({ name }) => (name === undefined ? [] : [name])).sort();
}

export function addAs(client: TestClient, personId: string): PointId {
  return addPoint(client.doc, pointDraft({ authorId: personId }));
}

export function idsOf(doc: Y.Doc): string[] {
  return readPoints(doc)
    .map(({ id }) => id)
    .sort();
}

/** Resolves when the client has these points, and no others. */
export function seePoints(client: TestClient, ...ids: string[]): Promise<void> {
  return until(() => expect(idsOf(client.doc)).toEqual(ids.sort()));
}

export async function counter({ sync }: TestNode, name: string): Promise<number> {
  const [, value] = new RegExp(`^${name} (\\d+)$`, 'm').exec(await sync.metrics()) ?? [];
  return Number(value);
}
