import { expect, test } from 'vitest';
import { NOBODY } from '../../kernel/actor.ts';
import { sessionDeviceHash } from '../../kernel/devices/device-cookies.ts';
import { createLookups } from '../../kernel/lookups.ts';
import { createMemoryNotifier } from '../../kernel/memory-notifier.ts';
import { createSessionLanes } from '../../kernel/session-lanes.ts';
import { LEDGER_READS } from '../../ledger/index.ts';
import { insertSession, openAskedDatabase } from '../../test/asked-database.ts';
import { authoriseSync } from './authorise-sync.ts';

test('whoever comes into a document waits for three answers of the database, one after the other', async () => {
  await using database = await openAskedDatabase();
  const { prisma, queries, gate } = database;
  const sessionId = await insertSession(prisma, ['phone']);
  await prisma.participant.updateMany({ data: { deviceHash: sessionDeviceHash('phone', sessionId) } });
  const deps = {
    prisma,
    lookups: createLookups(prisma, LEDGER_READS),
    lanes: createSessionLanes(),
    notifier: createMemoryNotifier(),
    derivedKey: () => 'key',
    now: () => new Date(),
  };
  queries.length = 0;
  gate.answered = () => void queries.push('answered');

  const actor = { ...NOBODY, deviceHash: 'phone' };
  expect(await authoriseSync(deps, actor, sessionId)).toMatchObject({ ok: true, names: [{ name: 'phone' }] });
  const inTurn = ['Session.findMany', 'answered', 'Participant.findMany', 'answered'];
  expect(queries.slice(0, -4)).toEqual(inTurn);
  expect(queries.slice(-4, -2).sort()).toEqual(['FormerName.findMany', 'Theme.findMany']);
});
