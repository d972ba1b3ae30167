import { expect, test } from 'vitest';
import { counter, join } from '../../test/people-on-nodes.ts';
import { connectRaw } from '../../test/raw-client.ts';
import { createTestNodes, type TestNode } from '../../test/start-test-nodes.ts';
import { until } from '../../test/until.ts';

const here = async ({ sync }: TestNode, sessionId = 's1') => [...(await sync.peopleHere(sessionId))].sort();

async function knowEachOther(...all: readonly TestNode[]): Promise<void> {
  for (const node of all) {
    await until(async () => expect(await counter(node, 'gongyi_sync_other_nodes')).toBe(all.length - 1));
  }
}

test('[NO13] whoever is connected is here, on all nodes, also where nobody has the document open', async () => {
  await using nodes = createTestNodes();
  const [one, two, three] = [await nodes.start(), await nodes.start(), await nodes.start()];
  await knowEachOther(one, two, three);
  using anna = join(one, 'anna');
  // Shows nothing of itself.
  using bert = await connectRaw(two.url, 's1', 'bert');
  using elsewhere = await connectRaw(two.url, 's2', 'carla');
  await anna.synced();
  for (const node of [three, one, two]) expect(await here(node)).toEqual(['anna', 'bert']);
  expect(await here(three, 's2')).toEqual(['carla']);
  expect(await here(three, 's3')).toEqual([]);
  elsewhere.socket.close();
  bert.socket.close();
  for (const node of [three, one, two]) await until(async () => expect(await here(node)).toEqual(['anna']));
});

test('[NO13] somebody is here until their last connection is gone', async () => {
  await using nodes = createTestNodes();
  const [one, two] = [await nodes.start(), await nodes.start()];
  await knowEachOther(one, two);
  using phone = await connectRaw(one.url, 's1', 'anna');
  using laptop = await connectRaw(one.url, 's1', 'anna');
  using wall = await connectRaw(two.url, 's1', 'anna');
  using other = await connectRaw(two.url, 's1', 'bert');
  phone.socket.close();
  await phone.closed();
  for (const node of [one, two]) expect(await here(node)).toEqual(['anna', 'bert']);
  laptop.socket.close();
  await until(async () => expect(await counter(one, 'gongyi_sync_connections')).toBe(0));
  for (const node of [one, two]) expect(await here(node)).toEqual(['anna', 'bert']);
  wall.socket.close();
  for (const node of [one, two]) await until(async () => expect(await here(node)).toEqual(['bert']));
  expect(other.socket.readyState).toBe(other.socket.OPEN);
});

test('[NO13] who came or left is told again when that was lost', async () => {
  await using nodes = createTestNodes();
  const [one, two] = [await nodes.start(), await nodes.start()];
  using anna = await connectRaw(one.url, 's1', 'anna');
  using bert = await connectRaw(two.url, 's1', 'bert');
  for (const node of [one, two]) await until(async () => expect(await here(node)).toEqual(['anna', 'bert']));
  const findAgain = nodes.hub.lose(({ channel }) => channel.startsWith('doc'));
  using carla = await connectRaw(two.url, 's1', 'carla');
  bert.socket.close();
  await until(async () => expect(await counter(two, 'gongyi_sync_connections')).toBe(1));
  findAgain();
  await until(async () => expect(await here(one)).toEqual(['anna', 'carla']));
  expect([anna, carla].map(({ socket }) => socket.readyState)).toEqual([anna.socket.OPEN, carla.socket.OPEN]);
});

test('[NO13] a node that is silent keeps nobody from an answer, and is gone with its people when it is given up', async () => {
  await using nodes = createTestNodes();
  const [one, two] = [await nodes.start(), await nodes.start()];
  await knowEachOther(one, two);
  using anna = await connectRaw(one.url, 's1', 'anna');
  using bert = await connectRaw(two.url, 's1', 'bert');
  using carla = await connectRaw(two.url, 's2', 'carla');
  await until(async () => expect(await here(one)).toEqual(['anna', 'bert']));
  two.fanout.cut();
  // This node never heard of anybody in it.
  expect(await here(one, 's2')).toEqual([]);
  await until(async () => expect(await here(one)).toEqual(['anna']));
  two.fanout.mend();
  await until(async () => expect(await here(one)).toEqual(['anna', 'bert']));
  expect([anna, bert, carla].every(({ socket }) => socket.readyState === socket.OPEN)).toBe(true);
});
