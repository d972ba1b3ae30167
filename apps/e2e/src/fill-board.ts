import { addPoint, freePlaces, themeAreas } from '@gongyi/board';
import type { Page } from '@playwright/test';
import * as Y from 'yjs';
import { ApiCaller } from './people/api-caller.ts';

type Theme = { readonly id: string; readonly prompts: readonly string[] };

/** In one message of the wire: the server reads none of more than a megabyte. */
const POINTS_PER_MESSAGE = 500;

/**
 * Writes so many points into a session as the person whose page it is, over a socket of its own: “第1条要点” and so on, in turn in each theme,
 * beneath the first `rowsTaken` rows of cards.
 */
export async function fillBoard(page: Page, sessionId: string, count: number, rowsTaken: number): Promise<void> {
  const api = new ApiCaller(page, new URL(page.url()).origin);
  const { themes, me } = await api.asks<{ themes: Theme[]; me: { id: string } }>('sessions.get', { sessionId });
  const areas = themeAreas(themes);
  const nextPlaces = areas.map((area) => freePlaces(areas, area.themeId, []));
  for (const next of nextPlaces) for (let place = 0; place < rowsTaken * 2; place++) next();
  const doc = new Y.Doc();
  const messages: number[][] = [];
  doc.on('update', (update: Uint8Array) => messages.push(updateMessage(update)));
  for (let first = 0; first < count; first += POINTS_PER_MESSAGE) {
    doc.transact(() => {
      for (let number = first; number < Math.min(count, first + POINTS_PER_MESSAGE); number++) {
        const [area, next] = [areas[number % areas.length], nextPlaces[number % areas.length]];
        if (area === undefined || next === undefined) throw new Error('the session has no themes');
        addPoint(doc, { themeId: area.themeId, ...next(), text: `第${number + 1}条要点`, authorId: me.id, author: '' });
      }
    });
  }
  await page.evaluate(
    async ({ path, frames }) => {
      const socket = new WebSocket(new URL(path, location.href.replace('http', 'ws')));
      await new Promise((resolve, reject) => {
        socket.onopen = resolve;
        socket.onclose = (event) => reject(new Error(`closed with ${event.code} ${event.reason}`));
      });
      for (const frame of frames) socket.send(new Uint8Array(frame));
      while (socket.bufferedAmount > 0) await new Promise((resolve) => setTimeout(resolve, 10));
      // What was sent is read before the closing is.
      socket.onclose = null;
      socket.close();
    },
    { path: `/sync/${sessionId}`, frames: messages },
  );
}

/** As y-protocols frames it: a sync message (0) with an update (2) and its length. */
function updateMessage(update: Uint8Array): number[] {
  const length: number[] = [];
  let rest = update.length;
  while (rest > 127) {
    length.push(128 | (rest & 127));
    rest >>>= 7;
  }
  return [0, 2, ...length, rest, ...update];
}
