import type { Api } from '@gongyi/api';
import { addPointToTheme, readPoints, themeAreas } from '@gongyi/board';
import { type Clock, DEMO_POINTS } from '@gongyi/domain';
import { messages } from '@gongyi/locale/zh-CN';
import type { SyncServer } from '@gongyi/sync';

/**
 * The demo campaign with its 60 points and an open session. Loading it again changes nothing but
 * the validity of its code; a load that was cut short is finished by the next one.
 */
export async function loadDemo(
  api: Pick<Api, 'ensureDemo'>,
  sync: Pick<SyncServer, 'changeDocument'>,
  clock: Clock,
): Promise<{ joinCode: string }> {
  const { campaignName, sessionTitle } = messages.demo;
  const { sessionId, joinCode, themes } = await api.ensureDemo({ campaignName, sessionTitle });
  const areas = themeAreas(themes.map(({ id, prompts }) => ({ id, prompts })));
  const now = clock().getTime();
  await sync.changeDocument(sessionId, (doc) => {
    if (readPoints(doc).length > 0) return;
    for (const [index, { theme, text, source, channel, unit }] of DEMO_POINTS.entries()) {
      const themeId = themes.find(({ name }) => name === theme)?.id;
      if (themeId === undefined) throw new Error(`the demo template has no theme ${theme}`);
      // Lists are in the order of writing, so each is a millisecond later than the one before.
      const createdAt = new Date(now + index).toISOString();
      addPointToTheme(doc, { themeId, text, source, channel, unit, authorId: 'demo', author: '', createdAt }, areas);
    }
  });
  return { joinCode };
}
