import { addPointToTheme, deletePoints, editPointText, movePointToTheme, readPoints, themeAreas } from '@gongyi/board';
import {
  pointDraft,
  randomEdit,
  randomText,
  type SeededRandom,
  SOAK,
  seededRandom,
  seedsOf,
} from '@gongyi/board/testing';
import { expect, test } from 'vitest';
import type * as Y from 'yjs';
import { connectClient } from '../../test/connect-client.ts';
import { documentFrom } from '../../test/document-from.ts';
import { startTestServer } from '../../test/start-test-server.ts';
import { until } from '../../test/until.ts';

const AREAS = themeAreas([
  { id: 'theme-1', prompts: [] },
  { id: 'theme-2', prompts: [] },
]);
const STEPS = 300;

function randomWork(random: SeededRandom, doc: Y.Doc) {
  const points = readPoints(doc);
  const point = points.length > 0 ? random.pick(points) : null;
  const roll = random.next();
  if (point === null || roll < 0.3) addPointToTheme(doc, pointDraft({ text: randomText(random, 10) }), AREAS);
  else if (roll < 0.75) editPointText(doc, point.id, randomEdit(random, point.text));
  else if (roll < 0.9) movePointToTheme(doc, point.id, random.chance(0.5) ? 'theme-1' : 'theme-2', AREAS);
  else deletePoints(doc, [point.id]);
}

test.each(seedsOf(SOAK.seeds))(
  '[DU1] random clients, disconnects, outages and restarts end in one document, and the log has it (seed %i)',
  async (seed) => {
    const random = seededRandom(seed);
    const timing = { closeTimeoutMs: 1 };
    let server = await startTestServer({ timing });
    const { log, port, url } = server;
    const clients = Array.from({ length: 4 }, () => connectClient(url, 's1'));
    try {
      for (let step = 0; step < STEPS; step++) {
        const { doc, provider } = random.pick(clients);
        const roll = random.next();
        if (roll < 0.8) randomWork(random, doc);
        else if (roll < 0.86) provider.disconnect();
        else if (roll < 0.95) provider.connect();
        else if (roll < 0.98) log.outage = log.outage === null ? new Error('no database') : null;
        else {
          // In an outage this server forgets what it could not write; the people who wrote it still
          // have it.
          await server[Symbol.asyncDispose]().catch(() => undefined);
          server = await startTestServer({ timing, log, port });
        }
        // The sockets get some turns between two steps, or many, or none.
        for (let turns = random.pick([0, 0, 1, 5, 40]); turns > 0; turns--) {
          await new Promise((resolve) => setImmediate(resolve));
        }
      }
      log.outage = null;
      for (const { provider } of clients) provider.connect();
      await until(() => expect(clients.every(({ provider }) => provider.synced)).toBe(true));
      await until(() => {
        const [first, ...others] = clients.map(({ doc }) => readPoints(doc));
        for (const other of others) expect(other).toEqual(first);
      });
    } finally {
      for (const client of clients) client[Symbol.dispose]();
      await server.sync.changeDocument('s1', () => undefined);
      await server[Symbol.asyncDispose]();
    }
    const expected = readPoints(clients[0]?.doc as Y.Doc);
    expect(expected.length).toBeGreaterThan(0);
    expect(readPoints(await documentFrom(log, 's1'))).toEqual(expected);
  },
);
