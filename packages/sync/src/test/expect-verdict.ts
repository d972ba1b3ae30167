import { recordsOf } from '@gongyi/board';
import { CLOSE_CODES } from '@gongyi/domain';
import { expect } from 'vitest';
import * as Y from 'yjs';
import type { Rule } from '../guard/rules.ts';
import { requestFrame, updateFrame } from '../protocol.ts';
import { documentOf } from './document-of.ts';
import { forgeChange } from './forge.ts';
import { connectRaw } from './raw-client.ts';
import type { TestServer } from './start-test-server.ts';
import { until } from './until.ts';

/** Of a page that nobody else has. */
export const FORGER_CLIENT = 4711;

/**
 * What `change` makes of a copy of the document, sent by somebody of that name, is refused by that
 * rule, and all is as it was.
 */
export async function expectRefused(
  server: TestServer,
  who: string,
  rule: Rule,
  change: (copy: Y.Doc) => unknown,
): Promise<void> {
  const before = await documentOf(server);
  using forger = await connectRaw(server.url, 's1', who);
  forger.socket.send(updateFrame(forgeChange(before, FORGER_CLIENT, change)));
  expect(await forger.refused()).toBe(CLOSE_CODES.forbidden);
  expect(server.refusals).toEqual([rule]);
  expect(recordsOf(await documentOf(server)).toJSON()).toEqual(recordsOf(before).toJSON());
}

/**
 * What `change` makes of a copy of the document, sent by somebody of that name, is what the server
 * has then.
 */
export async function expectTaken(server: TestServer, who: string, change: (copy: Y.Doc) => unknown): Promise<void> {
  const wanted = await documentOf(server);
  const update = forgeChange(wanted, FORGER_CLIENT, change);
  Y.applyUpdate(wanted, update);
  using client = await connectRaw(server.url, 's1', who);
  client.socket.send(updateFrame(update));
  client.socket.send(requestFrame(new Y.Doc()));
  await until(async () => expect(recordsOf(await documentOf(server)).toJSON()).toEqual(recordsOf(wanted).toJSON()));
  expect(server.refusals).toEqual([]);
}
