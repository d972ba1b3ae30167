import { expect, test } from 'vitest';
import { awarenessFrame } from '../../protocol.ts';
import { join, seenBy, show } from '../../test/people-on-nodes.ts';
import { connectRaw } from '../../test/raw-client.ts';
import { createTestNodes } from '../../test/start-test-nodes.ts';
import { until } from '../../test/until.ts';

test('[NO7] people on all nodes see each other, who comes later too, and who leaves is gone', async () => {
  await using nodes = createTestNodes();
  const [one, two, three] = [await nodes.start(), await nodes.start(), await nodes.start()];
  using anna = join(one, 'anna');
  show(anna, 'anna');
  using bert = join(two, 'bert');
  show(bert, 'bert');
  await until(() => expect(seenBy(anna)).toEqual(['anna', 'bert']));
  await until(() => expect(seenBy(bert)).toEqual(['anna', 'bert']));
  using carla = join(three, 'carla');
  show(carla, 'carla');
  for (const client of [anna, bert, carla]) {
    await until(() => expect(seenBy(client)).toEqual(['anna', 'bert', 'carla']));
  }
  show(bert, 'bert again');
  await until(() => expect(seenBy(carla)).toEqual(['anna', 'bert again', 'carla']));
  bert.provider.disconnect();
  for (const client of [anna, carla]) await until(() => expect(seenBy(client)).toEqual(['anna', 'carla']));
});

test('[NO7] a node that says goodbye or vanishes takes its people along, and nobody else', async () => {
  await using nodes = createTestNodes();
  const [one, two, three] = [await nodes.start(), await nodes.start(), await nodes.start()];
  using anna = join(one, 'anna');
  using bert = join(two, 'bert');
  using carla = join(three, 'carla');
  for (const [client, name] of [
    [anna, 'anna'],
    [bert, 'bert'],
    [carla, 'carla'],
  ] as const) {
    show(client, name);
  }
  await until(() => expect(seenBy(anna)).toEqual(['anna', 'bert', 'carla']));
  bert.provider.shouldConnect = false;
  await two[Symbol.asyncDispose]();
  await until(() => expect(seenBy(anna)).toEqual(['anna', 'carla']));
  carla.provider.shouldConnect = false;
  await three.vanish();
  await until(() => expect(seenBy(anna)).toEqual(['anna']));
});

test('[NO7] what was lost is told again', async () => {
  await using nodes = createTestNodes();
  const [one, two] = [await nodes.start(), await nodes.start()];
  using anna = join(one, 'anna');
  using bert = join(two, 'bert');
  show(anna, 'anna');
  await until(() => expect(seenBy(bert)).toContain('anna'));
  const lost: number[] = [];
  const findAgain = nodes.hub.lose(({ channel, payload }) => {
    const isLost = channel === 'doc2:s1' && payload.length > 90 && lost.length === 0;
    if (isLost) lost.push(payload.length);
    return isLost;
  });
  show(anna, 'anna, who was lost');
  await until(() => expect(seenBy(bert)).toContain('anna, who was lost'));
  expect(lost).toHaveLength(1);
  findAgain();
});

test('[NO8] who goes on on another node while the old connection is not known to be dead stays in sight', async () => {
  await using nodes = createTestNodes();
  const [one, two, three] = [await nodes.start(), await nodes.start(), await nodes.start()];
  using watcher = join(three, 'watcher');
  const said = (clock: number, name: string) =>
    awarenessFrame([{ clientId: 5, clock, state: JSON.stringify({ name }) }]);
  const old = await connectRaw(one.url, 's1', 'bert');
  old.socket.send(said(1, 'old'));
  await until(() => expect(seenBy(watcher)).toContain('old'));
  using fresh = await connectRaw(two.url, 's1', 'bert');
  fresh.socket.send(said(1, 'old'));
  fresh.socket.send(said(2, 'fresh'));
  await until(() => expect(seenBy(watcher)).toContain('fresh'));
  const gone: number[] = [];
  watcher.provider.awareness.on('change', ({ removed }: { removed: number[] }) => gone.push(...removed));
  old.socket.close();
  await old.closed();
  fresh.socket.send(said(3, 'still here'));
  await until(() => expect(seenBy(watcher)).toContain('still here'));
  expect(gone).toEqual([]);
});

test('[NO8] nobody can speak for, or under the id of, somebody on another node', async () => {
  await using nodes = createTestNodes();
  const [one, two] = [await nodes.start(), await nodes.start()];
  using victim = join(one, 'victim');
  using watcher = join(one, 'watcher');
  show(victim, 'victim');
  using near = join(two, 'near');
  await until(() => expect(seenBy(near)).toContain('victim'));
  using forger = await connectRaw(two.url, 's1', 'forger');
  const { clientID } = victim.doc;
  forger.socket.send(awarenessFrame([{ clientId: clientID, clock: 99, state: '{"name":"forged"}' }]));
  forger.socket.send(awarenessFrame([{ clientId: clientID, clock: 100, state: 'null' }]));
  forger.socket.send(awarenessFrame([{ clientId: 6, clock: 1, state: '{"name":"forger"}' }]));
  await until(() => expect(seenBy(watcher)).toEqual(['forger', 'victim']));
  await until(() => expect(seenBy(near)).toEqual(['forger', 'victim']));
});
