import { expect, test } from 'vitest';
import type { Fanout } from '../ports.ts';
import { describeFanout } from '../test/fanout-contract.ts';
import { createFanoutHub, type HubNode } from '../test/fanout-hub.ts';
import { until } from '../test/until.ts';
import { createMemoryFanout } from './memory-fanout.ts';

describeFanout('the hub of the tests', async () => {
  const hub = createFanoutHub();
  const nodes: HubNode[] = [];
  return {
    async newNode() {
      const node = hub.createNode();
      nodes.push(node);
      return node;
    },
    async cut(some: readonly Fanout[] = nodes) {
      for (const node of nodes) if (some.includes(node)) node.cut();
    },
    async mend(some: readonly Fanout[] = nodes) {
      for (const node of nodes) if (some.includes(node)) node.mend();
    },
    async [Symbol.asyncDispose]() {
      for (const node of nodes) await node.close();
    },
  };
});

test('the hub holds, passes and loses messages as it is told', async () => {
  const hub = createFanoutHub();
  const [a, b, c] = [hub.createNode(), hub.createNode(), hub.createNode()];
  const heard: string[] = [];
  await b.subscribe('x', ([byte]) => heard.push(`b${byte}`));
  await c.subscribe('x', ([byte]) => heard.push(`c${byte}`));
  hub.hold();
  a.publish('x', Uint8Array.of(1));
  a.publish('x', Uint8Array.of(2));
  expect(hub.waiting()).toEqual([
    [a, b],
    [a, c],
  ]);
  hub.pass(a, c);
  expect(heard).toEqual(['c1']);
  hub.release();
  await until(() => expect(heard).toEqual(['c1', 'b1', 'b2', 'c2']));
  const end = hub.lose(({ to }) => to === b);
  a.publish('x', Uint8Array.of(3));
  await until(() => expect(heard.at(-1)).toBe('c3'));
  end();
  a.publish('x', Uint8Array.of(4));
  await until(() => expect(heard.slice(4)).toEqual(['c3', 'b4', 'c4']));
});

test('a server without others publishes to nobody and hears nothing', async () => {
  const fanout = createMemoryFanout();
  const heard: Uint8Array[] = [];
  const end = await fanout.subscribe('x', (payload) => heard.push(payload));
  fanout.publish('x', Uint8Array.of(1));
  end();
  end();
  await fanout.close();
  expect(heard).toEqual([]);
});
