import { expect, test } from 'vitest';
import { createFanoutHub, type FanoutHub } from '../test/fanout-hub.ts';
import { until } from '../test/until.ts';
import { createNodeChannel, type NodeChannel } from './node-channel.ts';

type Heard = { readonly messages: string[]; missed: number; readonly introduced: string[]; gone: number };

async function enter(hub: FanoutHub, name: string): Promise<NodeChannel & { heard: Heard }> {
  const heard: Heard = { messages: [], missed: 0, introduced: [], gone: 0 };
  const channel = createNodeChannel({
    channel: 'a channel',
    fanout: hub.createNode(),
    serverId: name,
    metrics: { published: () => undefined, received: () => undefined },
    logger: { warn: () => undefined, error: () => undefined },
  });
  await channel.open();
  channel.start({
    message: (_, payload) => heard.messages.push(text(payload)),
    missed: () => {
      heard.missed++;
    },
    introduced: (_, payload) => heard.introduced.push(text(payload)),
    gone: () => {
      heard.gone++;
    },
    introduction: () => bytes(`I am ${name}`),
  });
  return Object.assign(channel, { heard });
}

const bytes = (said: string) => new TextEncoder().encode(said);
const text = (payload: Uint8Array) => new TextDecoder().decode(payload);
const say = (channel: NodeChannel, said: string) => channel.publish(() => bytes(said));
const meet = (...channels: NodeChannel[]) =>
  until(() => expect(channels.map(({ others }) => others)).toEqual(channels.map(() => channels.length - 1)));

test('[NO4] nothing counts as missed while nothing is, and what is said comes in order', async () => {
  const hub = createFanoutHub();
  const [one, two] = [await enter(hub, 'one'), await enter(hub, 'two')];
  await meet(one, two);
  for (let n = 0; n < 50; n++) {
    say(one, String(n));
    if (n === 25) one.beat();
  }
  await until(() => expect(two.heard.messages).toEqual(Array.from({ length: 50 }, (_, n) => String(n))));
  expect([one.heard.missed, two.heard.missed]).toEqual([0, 0]);
});

test('[NO4] of a node that has said something before it was heard of something was missed', async () => {
  const hub = createFanoutHub();
  const one = await enter(hub, 'one');
  say(one, 'to nobody');
  const two = await enter(hub, 'two');
  await until(() => expect(two.heard.missed).toBe(1));
  expect(one.heard.missed).toBe(0);
});

test('[NO4] a hole is noticed with the next message, or with the heartbeat, and who said it is asked who it is', async () => {
  const hub = createFanoutHub();
  const [one, two] = [await enter(hub, 'one'), await enter(hub, 'two')];
  await meet(one, two);
  for (const next of [() => say(one, 'next'), () => one.beat()]) {
    const { missed, introduced } = two.heard;
    const told = introduced.length;
    const findAgain = hub.lose(() => true);
    say(one, 'lost');
    findAgain();
    next();
    await until(() => expect(two.heard.missed).toBe(missed + 1));
    await until(() => expect(two.heard.introduced.length).toBe(told + 1));
  }
  expect(two.heard.messages).toEqual(['next']);
});

test('[NO4] what was lost of a node that leaves is missed, whether it says goodbye or not', async () => {
  const hub = createFanoutHub();
  const [one, two, three] = [await enter(hub, 'one'), await enter(hub, 'two'), await enter(hub, 'three')];
  await meet(one, two, three);
  const missed = one.heard.missed;
  const findAgain = hub.lose(() => true);
  say(two, 'lost');
  findAgain();
  two.close();
  await until(() => expect(one.heard.missed).toBe(missed + 1));
  hub.lose(() => true);
  say(three, 'lost');
  for (let beats = 0; beats < 3; beats++) one.beat();
  expect(one.heard.missed).toBe(missed + 2);
});

test('[NO6] what cannot be told counts as missed', async () => {
  const hub = createFanoutHub();
  const [one, two] = [await enter(hub, 'one'), await enter(hub, 'two')];
  await meet(one, two);
  one.publish(() => null);
  await until(() => expect(two.heard.missed).toBe(1));
});

test('[NO6] nothing is made for nobody', async () => {
  const hub = createFanoutHub();
  const one = await enter(hub, 'one');
  let made = 0;
  one.publish(() => {
    made++;
    return bytes('x');
  });
  expect(made).toBe(0);
});

test('[NO7] who says goodbye is gone at once, who vanishes after three heartbeats; who is heard stays', async () => {
  const hub = createFanoutHub();
  const [one, two, three] = [await enter(hub, 'one'), await enter(hub, 'two'), await enter(hub, 'three')];
  await meet(one, two, three);
  two.close();
  await until(() => expect(one.heard.gone).toBe(1));
  for (let beats = 0; beats < 5; beats++) {
    one.beat();
    three.beat();
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect([one.others, three.others]).toEqual([1, 1]);
  hub.lose(() => true);
  for (let beats = 0; beats < 3; beats++) one.beat();
  expect([one.others, one.heard.gone]).toEqual([0, 2]);
});
