import { once } from 'node:events';
import { addPoint } from '@gongyi/board';
import { pointDraft } from '@gongyi/board/testing';
import { CLOSE_CODES, INBOX_THEME_ID } from '@gongyi/domain';
import { expect, test } from 'vitest';
import type { WebSocket } from 'ws';
import { openDocument } from './test/open-document.ts';
import { openSession, setUp } from './test/people.ts';
import { startTestServer } from './test/test-server.ts';

test('a point is in a theme of its own campaign or in the inbox, never in one of another campaign', async () => {
  await using server = await startTestServer();
  const facilitator = await setUp(server);
  const { sessionId, joinCode, themes } = await openSession(facilitator);
  const elsewhere = await openSession(facilitator);
  const phone = server.newDevice();
  await phone.api.participants.join.mutate({ code: joinCode, name: '小李', unit: '石桥村' });
  const { id: authorId, name: author, unit } = (await phone.api.sessions.get.query({ sessionId })).me.author;
  using host = openDocument(server, facilitator, sessionId);
  using page = openDocument(server, phone, sessionId);
  await Promise.all([host.synced(), page.synced()]);
  const write = (themeId: string) => addPoint(page.doc, pointDraft({ themeId, authorId, author, unit }));
  for (const themeId of [...themes.map(({ id }) => id), INBOX_THEME_ID]) write(themeId);
  const points = await host.hasPoints(themes.length + 1);

  const ended = once(page.provider.ws as unknown as WebSocket, 'close').then(([code]) => code as number);
  write(elsewhere.themes[0]?.id ?? '');
  expect(await ended).toBe(CLOSE_CODES.forbidden);
  using late = openDocument(server, facilitator, sessionId);
  await late.synced();
  expect(await late.hasPoints(points.length)).toEqual(points);
});
