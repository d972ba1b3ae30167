import { addPoint, freePlaces, themeAreas } from '@gongyi/board';
import type { Page } from '@playwright/test';
import { ApiCaller } from './people/api-caller.ts';
import { writeIntoDocument } from './write-into-document.ts';

type Theme = { readonly id: string; readonly prompts: readonly string[] };

/** In one message of the wire: the server reads none of more than a megabyte. */
const POINTS_PER_MESSAGE = 500;

/**
 * Writes so many points into a session as the person whose page it is, over a socket of its own:
 * “第1条要点” and so on, in turn in each theme, beneath the first `rowsTaken` rows of cards.
 */
export async function fillBoard(page: Page, sessionId: string, count: number, rowsTaken: number): Promise<void> {
  const { origin } = new URL(page.url());
  const api = new ApiCaller(page.request, origin);
  const { themes, me } = await api.asks<{ themes: Theme[]; me: { id: string } }>('sessions.get', { sessionId });
  const areas = themeAreas(themes);
  const nextPlaces = areas.map((area) => freePlaces(areas, area.themeId, []));
  for (const next of nextPlaces) for (let place = 0; place < rowsTaken * 2; place++) next();
  await writeIntoDocument(page.request, { origin, sessionId }, (doc) => {
    for (let first = 0; first < count; first += POINTS_PER_MESSAGE) {
      doc.transact(() => {
        for (let number = first; number < Math.min(count, first + POINTS_PER_MESSAGE); number++) {
          const [area, next] = [areas[number % areas.length], nextPlaces[number % areas.length]];
          if (area === undefined || next === undefined) throw new Error('the session has no themes');
          const text = `第${number + 1}条要点`;
          addPoint(doc, { themeId: area.themeId, ...next(), text, authorId: me.id, author: '' });
        }
      });
    }
  });
}
