import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addPoint, editPointText, freePlaces, themeAreas } from '@gongyi/board';
import { WebSocket } from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { bannerRow } from '../targets/banner-row.ts';
import { openHall } from '../targets/gongyi-hall.ts';
import { spawnServer } from '../targets/spawn-server.ts';

export type BoardCard = { readonly x: number; readonly y: number; readonly text: string; readonly color: string };

export type FilledBoard = {
  readonly canvasUrl: string;
  readonly cookie: string;
  readonly cards: readonly BoardCard[];
  /** Another person who rewords that many cards a second, until the returned function is called. */
  readonly editFromAfar: (perSecond: number) => () => void;
  readonly [Symbol.asyncDispose]: () => Promise<void>;
};

/** In one update: the server reads no message of more than a megabyte. */
const POINTS_PER_UPDATE = 500;

const SENTENCES = [
  '办事大厅窗口午间无人值守，群众白跑一趟，希望错峰排班。',
  '村口到镇上的末班车太早，下班的人赶不上。',
  '网格划得过大，一个网格员要跑三个自然村，实在顾不过来。',
  '同一张表要报给三个部门，格式还都不一样。',
  '河道清淤之后没有人管，去年的垃圾今年又回来了，建议明确责任单位和巡查的次数，并把结果公示在村务公开栏里。',
  '企业开办要跑两个地方。',
];

/**
 * A server of its own with one session, whose board has so many cards, spread over its themes as
 * people would fill them.
 */
export async function openFilledBoard(serverMain: string, count: number): Promise<FilledBoard> {
  const dataDir = await mkdtemp(join(tmpdir(), 'gongyi-canvas-bench-'));
  const server = await spawnServer({
    command: process.execPath,
    args: [serverMain],
    env: { PORT: '0', HOST: '127.0.0.1', DATA_DIR: dataDir, DATABASE_URL: '' },
    readyLine: /^\s*Stop\b/,
  });
  const origin = bannerRow(server.output, 'Address').replace('localhost', '127.0.0.1');
  const hall = await openHall(origin, bannerRow(server.output, 'First run').split('#')[1] ?? '');
  const doc = new Y.Doc();
  const provider = openProvider(origin, hall.sessionId, hall.facilitator.headers, doc);
  await new Promise<void>((resolve) => provider.once('sync', () => resolve()));

  const areas = themeAreas(hall.themes);
  const nextPlaces = areas.map((area) => freePlaces(areas, area.themeId, []));
  const cards: BoardCard[] = [];
  const ids: string[] = [];
  while (cards.length < count) {
    doc.transact(() => {
      for (let i = 0; i < POINTS_PER_UPDATE && cards.length < count; i++) {
        const at = cards.length % areas.length;
        const theme = hall.themes[at];
        const place = nextPlaces[at]?.();
        if (theme === undefined || place === undefined) throw new Error('the session has no themes');
        const text = `${SENTENCES[cards.length % SENTENCES.length]}（${cards.length + 1}）`;
        const author = { authorId: hall.facilitator.personId, author: hall.facilitator.name };
        ids.push(addPoint(doc, { themeId: theme.id, ...place, text, ...author }));
        cards.push({ ...place, text, color: theme.color });
      }
    });
    await drained(provider);
  }

  return {
    canvasUrl: `${origin}/sessions/${hall.sessionId}/canvas`,
    cookie: hall.facilitator.headers.cookie ?? '',
    cards,
    editFromAfar(perSecond) {
      let edited = 0;
      const timer = setInterval(() => {
        const id = ids[(edited * 7) % ids.length];
        if (id !== undefined) editPointText(doc, id, `${SENTENCES[edited % SENTENCES.length]} 改${edited}`);
        edited++;
      }, 1_000 / perSecond);
      return () => clearInterval(timer);
    },
    async [Symbol.asyncDispose]() {
      provider.destroy();
      await server.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

function openProvider(
  origin: string,
  sessionId: string,
  headers: Readonly<Record<string, string>>,
  doc: Y.Doc,
): WebsocketProvider {
  class SocketWithHeaders extends WebSocket {
    constructor(address: string | URL, protocols?: string | string[]) {
      super(address, protocols, { headers: { ...headers }, perMessageDeflate: false });
    }
  }
  const WebSocketPolyfill = SocketWithHeaders as unknown as typeof globalThis.WebSocket;
  const provider = new WebsocketProvider(`${origin.replace('http', 'ws')}/sync`, sessionId, doc, {
    disableBc: true,
    WebSocketPolyfill,
  });
  provider.on('connection-close', (event) => {
    if (event !== null && event.code >= 4_000)
      throw new Error(`the server refused the board: ${event.code} ${event.reason}`);
  });
  return provider;
}

/** Until what was sent has left this process. */
async function drained(provider: WebsocketProvider): Promise<void> {
  while ((provider.ws?.bufferedAmount ?? 0) > 0) await new Promise((resolve) => setTimeout(resolve, 20));
}
