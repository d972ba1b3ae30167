import { FANOUT_PAYLOAD_BYTES, type SyncLogger } from '@gongyi/sync';
import { expect, test } from 'vitest';
import { until } from '../test/until.ts';
import { createLinkedFanout, type Link, type LinkEvents, type LinkMessage, type OpenLink } from './linked-fanout.ts';

const silent: SyncLogger = { warn: () => undefined, error: () => undefined };
const timing = { retryMinMs: 1, retryMaxMs: 1, openTimeoutMs: 50 };

/** Links that return what is sent on them, as if this were the only node. */
function echoing(changes: (events: LinkEvents) => Partial<Link> = () => ({})): OpenLink {
  return async (events) => ({
    listen: async () => undefined,
    unlisten: async () => undefined,
    async send(messages) {
      for (const { channel, bytes } of messages) events.onMessage(channel, bytes);
    },
    end: async () => undefined,
    ...changes(events),
  });
}

test('a link that answers and passes nothing on does not stand, and says so', async () => {
  const open = echoing(() => ({ send: async () => undefined }));
  const fanout = createLinkedFanout({ open, logger: silent, timing });
  await expect(fanout.opened).rejects.toThrow('it answers, but passes no messages on in time');
  await fanout.close();
});

test('a link that never opens is given up and its sockets let go, and nobody waits for it', async () => {
  const signals: AbortSignal[] = [];
  const open: OpenLink = (_, signal) => {
    signals.push(signal);
    return new Promise(() => undefined);
  };
  const fanout = createLinkedFanout({ open, logger: silent, timing });
  const end = await fanout.subscribe('x', () => undefined);
  end();
  await expect(fanout.opened).rejects.toThrow('no answer in time');
  expect(signals[0]?.aborted).toBe(true);
  await until(() => expect(signals.length).toBeGreaterThan(1));
  await fanout.close();
  expect(signals.every(({ aborted }) => aborted)).toBe(true);
});

test('however often a link could not be opened, the next attempt is never further away than the longest pause', async () => {
  let attempts = 0;
  const open: OpenLink = async () => {
    attempts += 1;
    throw new Error('refused');
  };
  const fanout = createLinkedFanout({ open, logger: silent, timing: { ...timing, retryMaxMs: 2 } });
  // Doubled without end, the pauses before so many would take a year.
  await until(() => expect(attempts).toBeGreaterThan(35));
  await fanout.close();
});

test('what is published in one turn goes together, and what waits meanwhile goes with the next', async () => {
  const sent: LinkMessage[][] = [];
  const open = echoing((events) => ({
    async send(messages) {
      sent.push([...messages]);
      await new Promise((resolve) => setImmediate(resolve));
      for (const { channel, bytes } of messages) events.onMessage(channel, bytes);
    },
  }));
  const fanout = createLinkedFanout({ open, logger: silent, timing });
  await fanout.opened;
  sent.length = 0;
  for (let n = 0; n < 5; n++) fanout.publish('x', Uint8Array.of(n));
  await until(() => expect(sent.length).toBe(1));
  for (let n = 5; n < 9; n++) fanout.publish('x', Uint8Array.of(n));
  await until(() => expect(sent.map(({ length }) => length)).toEqual([5, 4]));
  await fanout.close();
});

test('messages of a send that failed are not sent again, and the others are told that they are lost', async () => {
  const sent: string[] = [];
  let failing = false;
  const open = echoing((events) => ({
    async send(messages) {
      if (failing) {
        failing = false;
        throw new Error('refused');
      }
      for (const { channel, bytes } of messages) {
        sent.push(channel);
        events.onMessage(channel, bytes);
      }
    },
  }));
  const fanout = createLinkedFanout({ open, logger: silent, timing });
  await fanout.opened;
  failing = true;
  const gap = new Promise<void>((resolve) => fanout.onGap(resolve));
  fanout.publish('x', Uint8Array.of(1));
  await gap;
  fanout.publish('y', Uint8Array.of(2));
  await until(() => expect(sent).toContain('c:y'));
  expect(sent.filter((channel) => !channel.startsWith('self:'))).toEqual(['loss', 'c:y']);
  await fanout.close();
});

test('a payload above the limit is not sent, and the others are told', async () => {
  const sent: string[] = [];
  const open = echoing((events) => ({
    async send(messages) {
      for (const { channel, bytes } of messages) {
        sent.push(channel);
        events.onMessage(channel, bytes);
      }
    },
  }));
  const fanout = createLinkedFanout({ open, logger: silent, timing });
  await fanout.opened;
  fanout.publish('x', new Uint8Array(FANOUT_PAYLOAD_BYTES + 1));
  await until(() => expect(sent).toContain('loss'));
  expect(sent).not.toContain('c:x');
  await fanout.close();
});

test('what was sent waits no more: any number of bytes goes through, a little at a time', async () => {
  const sent: string[] = [];
  const open = echoing((events) => ({
    async send(messages) {
      for (const { channel, bytes } of messages) {
        sent.push(channel);
        events.onMessage(channel, bytes);
      }
    },
  }));
  const fanout = createLinkedFanout({ open, logger: silent, timing });
  await fanout.opened;
  const payload = new Uint8Array(FANOUT_PAYLOAD_BYTES);
  const many = Array<string>(6).fill('c:x');
  for (const [index] of many.entries()) {
    fanout.publish('x', payload);
    await until(() => expect(sent.length).toBeGreaterThan(index + 1));
  }
  expect(sent.filter((channel) => !channel.startsWith('self:'))).toEqual(many);
  await fanout.close();
});

test('what no node of ours can have sent is ignored', async () => {
  let hear: LinkEvents['onMessage'] = () => undefined;
  const open = echoing((events) => {
    hear = events.onMessage;
    return {};
  });
  const fanout = createLinkedFanout({ open, logger: silent, timing });
  await fanout.opened;
  const heard: Uint8Array[] = [];
  await fanout.subscribe('x', (payload) => heard.push(payload));
  hear('c:x', new Uint8Array(3));
  hear('c:unknown', new Uint8Array(20));
  hear('nonsense', new Uint8Array(20));
  hear('c:x', new Uint8Array(9));
  expect(heard).toEqual([new Uint8Array(1)]);
  await fanout.close();
});

test('a subscription does not wait for ever for a link that has gone silent; when it stands after all, a gap tells', async () => {
  let answer: () => void = () => undefined;
  const open = echoing(() => ({
    listen: (channels) =>
      channels.includes('c:x')
        ? new Promise((resolve) => {
            answer = resolve;
          })
        : Promise.resolve(),
  }));
  const fanout = createLinkedFanout({ open, logger: silent, timing: { ...timing, subscribeTimeoutMs: 5 } });
  await fanout.opened;
  let gaps = 0;
  fanout.onGap(() => {
    gaps++;
  });
  await fanout.subscribe('x', () => undefined);
  expect(gaps).toBe(0);
  answer();
  await until(() => expect(gaps).toBe(1));
  await fanout.close();
});

test('closing says nothing in the log, and opens no other link', async () => {
  const logged: string[] = [];
  const logger: SyncLogger = {
    warn: (_, message) => void logged.push(message),
    error: (_, message) => void logged.push(message),
  };
  let opened = 0;
  const open = echoing((events) => {
    opened++;
    return { end: async () => events.onBroken(new Error('ended')) };
  });
  const fanout = createLinkedFanout({ open, logger, timing });
  await fanout.opened;
  await fanout.close();
  expect([opened, logged]).toEqual([1, []]);
});

test('who subscribes while the last one before is being taken off the link is put on it again', async () => {
  const calls: string[] = [];
  let takeOff: () => void = () => undefined;
  const open = echoing(() => ({
    listen: async (channels) => void calls.push(`listen ${channels}`),
    async unlisten(channels) {
      calls.push(`unlisten ${channels}`);
      await new Promise<void>((resolve) => {
        takeOff = resolve;
      });
    },
  }));
  const fanout = createLinkedFanout({ open, logger: silent, timing });
  await fanout.opened;
  calls.length = 0;
  const end = await fanout.subscribe('x', () => undefined);
  end();
  await until(() => expect(calls).toEqual(['listen c:x', 'unlisten c:x']));
  const again = fanout.subscribe('x', () => undefined);
  takeOff();
  await again;
  expect(calls).toEqual(['listen c:x', 'unlisten c:x', 'listen c:x']);
  await fanout.close();
});
