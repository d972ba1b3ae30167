import { createFanoutHub } from '@gongyi/sync/testing';
import { expect, test } from 'vitest';
import { until } from '../test/until.ts';
import { createFanoutNotifier } from './fanout-notifier.ts';

async function twoNodes({ recheckMs = 1_000_000 } = {}) {
  const hub = createFanoutHub();
  const [nodeA, nodeB] = [hub.createNode(), hub.createNode()];
  const [a, b] = [await createFanoutNotifier(nodeA, { recheckMs }), await createFanoutNotifier(nodeB, { recheckMs })];
  return {
    a,
    b,
    nodeA,
    nodeB,
    [Symbol.dispose]() {
      a.close();
      b.close();
    },
  };
}

test('listeners of the same node are told at once, those of others by a message, each campaign for itself', async () => {
  using nodes = await twoNodes();
  const heard: string[] = [];
  nodes.a.subscribe('one', () => heard.push('a one'));
  nodes.b.subscribe('one', () => heard.push('b one'));
  nodes.b.subscribe('two', () => heard.push('b two'));
  nodes.a.notify('one');
  expect(heard).toEqual(['a one']);
  await until(() => expect(heard).toEqual(['a one', 'b one']));
  nodes.a.notify('two');
  await until(() => expect(heard).toEqual(['a one', 'b one', 'b two']));
});

test('after a gap everybody is told, because nobody knows what was missed', async () => {
  using nodes = await twoNodes();
  const heard: string[] = [];
  nodes.b.subscribe('one', () => heard.push('one'));
  const end = nodes.b.subscribe('two', () => heard.push('two'));
  nodes.b.subscribe('two', () => heard.push('two'));
  nodes.b.subscribe('three', () => heard.push('three'))();
  end();
  end();
  nodes.nodeB.cut();
  nodes.a.notify('one');
  nodes.nodeB.mend();
  await until(() => expect(heard).toEqual(['one', 'two']));
});

test('an event whose notice died with its node is found after a while', async () => {
  using nodes = await twoNodes({ recheckMs: 20 });
  let heard = 0;
  nodes.b.subscribe('one', () => {
    heard++;
  });
  await until(() => expect(heard).toBeGreaterThan(1));
});

test('once closed it tells of nothing from elsewhere', async () => {
  using nodes = await twoNodes();
  const heard: string[] = [];
  nodes.b.subscribe('one', () => heard.push('b'));
  nodes.b.close();
  const marker = new Promise<void>((resolve) => void nodes.nodeB.subscribe('marker', () => resolve()));
  nodes.a.notify('one');
  nodes.nodeA.publish('marker', new Uint8Array());
  await marker;
  expect(heard).toEqual([]);
});
