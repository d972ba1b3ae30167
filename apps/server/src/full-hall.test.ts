import { mergePoints, movePointToTheme, type Point, readBoard, readPoints, themeAreas } from '@gongyi/board';
import { newId } from '@gongyi/domain';
import { expect, test } from 'vitest';
import type { Device } from './test/device.ts';
import { openDocument } from './test/open-document.ts';
import { openSession, setUp } from './test/people.ts';
import { startTestServer } from './test/test-server.ts';

const PEOPLE = 100;
const POINTS_EACH = 2;
const POINTS = PEOPLE * POINTS_EACH;
const BUDGET = 5;
const numbered = <T>(count: number, make: (index: number) => T) => Array.from({ length: count }, (_, n) => make(n));

test('a hundred people go through a session together, on the API and in the document, and nothing is lost or counted twice', async () => {
  await using server = await startTestServer();
  const pages: ReturnType<typeof openDocument>[] = [];
  using _ = {
    [Symbol.dispose]() {
      for (const page of pages) page[Symbol.dispose]();
    },
  };
  const openPage = (device: Device) => {
    const page = openDocument(server, device, sessionId);
    pages.push(page);
    return page;
  };
  const facilitator = await setUp(server);
  const { sessionId, joinCode: code, themes } = await openSession(facilitator, 'brief');
  const areas = themeAreas(themes);
  const lead = facilitator.api.facilitation;
  const themeOf = (index: number) => themes[index % themes.length]?.id ?? '';

  // 收集, each for themselves.
  await lead.setPrivateWriting.mutate({ sessionId, on: true });
  await lead.setStage.mutate({ sessionId, from: 'brief', stage: 'collect' });
  const hall = await Promise.all(
    numbered(PEOPLE, async (index) => {
      const phone = server.newDevice();
      await phone.api.participants.join.mutate({ code, name: `参会${index}`, unit: '石桥村' });
      const page = openPage(phone);
      await page.synced();
      let disconnections = 0;
      page.provider.on('connection-close', () => {
        disconnections++;
      });
      return { ...phone, page, index, disconnections: () => disconnections };
    }),
  );
  await Promise.all(
    hall.map(async ({ api, index }) => {
      for (let n = 0; n < POINTS_EACH; n++) {
        const point = { sessionId, pointId: newId(), themeId: themeOf(index + n), text: `第${index}人的第${n}条` };
        // A phone that heard no answer says it again.
        await Promise.all([api.privatePoints.write.mutate(point), api.privatePoints.write.mutate(point)]);
      }
    }),
  );
  const [first] = hall;
  expect(await first?.api.privatePoints.counts.query({ sessionId })).toEqual({ points: POINTS, people: PEOPLE });
  expect(hall.filter(({ page }) => readPoints(page.doc).length > 0)).toEqual([]);
  await facilitator.api.privatePoints.reveal.mutate({ sessionId });
  await Promise.all(hall.map(({ page }) => page.hasPoints(POINTS)));

  // 归类: everybody moves somebody else's card, all at once, and the facilitator merges two.
  await lead.setStage.mutate({ sessionId, from: 'collect', stage: 'sort' });
  const facilitatorPage = openPage(facilitator);
  const all = await facilitatorPage.hasPoints(POINTS);
  const wanted = new Map<string, string>();
  for (const { page, index } of hall) {
    const id = all[(index * POINTS_EACH + 7) % POINTS]?.id ?? '';
    wanted.set(id, themeOf(index + 1));
    movePointToTheme(page.doc, id, themeOf(index + 1), areas);
  }
  const [one, other] = all.filter(({ id }) => !wanted.has(id)).map(({ id }) => id);
  if (one === undefined || other === undefined) throw new Error('everything is being moved');
  const { me } = await facilitator.api.sessions.get.query({ sessionId });
  const author = { authorId: me.author.id, author: me.author.name };
  mergePoints(facilitatorPage.doc, [one, other], { ...author, title: '合在一起' });
  const isAsWanted = (points: readonly Point[]) =>
    points.filter(({ clusterId }) => clusterId !== null).length === 2 &&
    points.every(({ id, themeId }) => (wanted.get(id) ?? themeId) === themeId);
  await Promise.all(hall.map(({ page }) => page.until(isAsWanted)));
  expect(readBoard(facilitatorPage.doc).clusters.map(({ members }) => members.length)).toEqual([2]);
  expect(hall.filter((person) => person.disconnections() > 0)).toEqual([]);

  // 附议: each tries two more than they have, one after another; a phone's own votes that race are
  // the API's to prove.
  await lead.setStage.mutate({ sessionId, from: 'sort', stage: 'vote' });
  const outcomes: string[] = [];
  await Promise.all(
    hall.map(async ({ api, index }) => {
      for (let n = 0; n < BUDGET + 2; n++) {
        const targetId = all[(index + n) % POINTS]?.id ?? '';
        const outcome = await api.votes.cast.mutate({ sessionId, voteId: newId(), targetId }).then(
          () => 'cast',
          (error: { message: string }) => error.message,
        );
        outcomes.push(outcome);
      }
    }),
  );
  expect(outcomes.filter((outcome) => outcome === 'cast')).toHaveLength(PEOPLE * BUDGET);
  expect(outcomes.filter((outcome) => outcome === 'voteBudgetSpent')).toHaveLength(PEOPLE * 2);
  const counted = await facilitator.api.votes.totals.query({ sessionId });
  if (counted.hidden) throw new Error('the facilitator does not see the totals');
  expect(counted.totals.reduce((sum, { votes }) => sum + votes, 0)).toBe(PEOPLE * BUDGET);

  // 议定: everything is put off, of what was merged one point for both, and the session ends.
  await lead.setStage.mutate({ sessionId, from: 'vote', stage: 'agree' });
  const openPoints = await facilitator.api.outcomes.open.query({ sessionId });
  expect(openPoints).toHaveLength(POINTS);
  await facilitator.api.outcomes.dispose.mutate({
    sessionId,
    pointIds: openPoints.map(({ id }) => id).filter((id) => id !== other),
    disposition: 'deferred',
    reason: '下一场再议',
  });
  await facilitator.api.sessions.close.mutate({ sessionId });
  const { counts, peopleByUnit } = await facilitator.api.outcomes.summary.query({ sessionId });
  expect(counts).toMatchObject({ people: PEOPLE, points: POINTS, votes: PEOPLE * BUDGET, merged: 1, open: 0 });
  expect(counts.deferred).toBe(POINTS - 1);
  expect(peopleByUnit).toEqual([{ unit: '石桥村', people: PEOPLE }]);

  // What a new page finds is what everybody had.
  await server.restart();
  using late = openDocument(server, facilitator, sessionId);
  expect(await late.hasPoints(POINTS)).toEqual(readPoints(facilitatorPage.doc));
});
