import { randomUUID } from 'node:crypto';
import { addPointToTheme, readPoints, type ThemeArea, themeAreas } from '@gongyi/board';
import { expect } from '@playwright/test';
import { WebSocket } from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';

type Theme = { readonly id: string; readonly prompts: readonly string[] };
type Guest = { readonly name: string; readonly personId: string; readonly cookie: string };
type Answer = { readonly status: number; readonly body: string };

/** How many do the same thing in the same moment. */
const AT_ONCE = 20;

/**
 * People who have no page: each joins by the code, and does over the API and the wire of the
 * document what a phone does.
 */
export class ScriptedHall implements Disposable {
  readonly #origin: string;
  readonly #sessionId: string;
  #guests: readonly Guest[] = [];
  #areas: readonly ThemeArea[] = [];
  readonly #documents = new Map<Guest, { readonly doc: Y.Doc; readonly provider: WebsocketProvider }>();

  constructor(origin: string, sessionId: string) {
    this.#origin = origin;
    this.#sessionId = sessionId;
  }

  get size(): number {
    return this.#guests.length;
  }

  async joins(code: string, count: number): Promise<void> {
    const numbers = Array.from({ length: count }, (_, index) => index + 1);
    this.#guests = await inTurns(numbers, (number) => this.#join(code, `代表${number}`));
    const [first] = this.#guests;
    if (first === undefined) return;
    const { themes } = await this.#session(first.cookie);
    this.#areas = themeAreas(themes);
  }

  /** One point each, in turn in each theme: “私下第1条” and so on. */
  async writesPrivately(): Promise<void> {
    await this.#each(async (guest, index) => {
      const point = { pointId: randomUUID(), themeId: this.#themeOf(index), text: `私下第${index + 1}条` };
      expect(await this.#tells(guest, 'privatePoints.write', point)).toMatchObject({ status: 200 });
    });
  }

  /** Each over a connection of their own; it has arrived at all of them. */
  async opensTheDocument(): Promise<void> {
    // y-websocket's client waits for the end of the process, each on its own.
    process.setMaxListeners(process.getMaxListeners() + this.size);
    await this.#each(async (guest) => {
      const doc = new Y.Doc();
      const { cookie } = guest;
      const origin = this.#origin;
      class SocketWithCookie extends WebSocket {
        constructor(address: string | URL, protocols?: string | string[]) {
          super(address, protocols, { headers: { cookie, origin } });
        }
      }
      const provider = new WebsocketProvider(`${origin.replace('http', 'ws')}/sync`, this.#sessionId, doc, {
        disableBc: true,
        WebSocketPolyfill: SocketWithCookie as unknown as typeof globalThis.WebSocket,
      });
      this.#documents.set(guest, { doc, provider });
      await new Promise<void>((resolve) => provider.once('sync', () => resolve()));
    });
  }

  /** One point each, all in the same moment: “会上第1条” and so on. */
  addsToTheDocument(): void {
    for (const [index, guest] of this.#guests.entries()) {
      const document = this.#documents.get(guest);
      if (document === undefined) throw new Error('the document is not open');
      const point = { themeId: this.#themeOf(index), text: `会上第${index + 1}条` };
      addPointToTheme(
        document.doc,
        { ...point, authorId: guest.personId, author: guest.name, unit: '石桥村' },
        this.#areas,
      );
    }
  }

  /** So many points, and the same document for everybody. */
  async agreesOn(points: number): Promise<void> {
    await expect
      .poll(() => [...this.#documents.values()].map(({ doc }) => readPoints(doc).length))
      .toEqual(this.#guests.map(() => points));
    const [first, ...others] = [...this.#documents.values()].map(({ doc }) => JSON.stringify(readPoints(doc)));
    for (const other of others) expect(other).toBe(first);
  }

  /**
   * Each asks for one vote more than they have, all of them in the same moment; the last is
   * refused.
   */
  async endorses(text: string, budget: number): Promise<void> {
    const [document] = this.#documents.values();
    const targetId = document === undefined ? undefined : readPoints(document.doc).find((one) => one.text === text)?.id;
    if (targetId === undefined) throw new Error(`nobody said: ${text}`);
    await this.#each(async (guest) => {
      const votes = Array.from({ length: budget + 1 }, () => ({ voteId: randomUUID(), targetId }));
      const answers = await Promise.all(votes.map((vote) => this.#tells(guest, 'votes.cast', vote)));
      // First of all: a server that could not answer has not refused.
      expect(answers.filter(({ status }) => status >= 500)).toEqual([]);
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(budget);
    });
  }

  [Symbol.dispose](): void {
    for (const { doc, provider } of this.#documents.values()) {
      provider.destroy();
      doc.destroy();
    }
  }

  #themeOf(index: number): string {
    const area = this.#areas[index % this.#areas.length];
    if (area === undefined) throw new Error('the session has no themes');
    return area.themeId;
  }

  async #join(code: string, name: string): Promise<Guest> {
    const answer = await this.#post('participants.join', { code, name, unit: '石桥村' }, '');
    if (answer.status !== 200) throw new Error(`${name} could not join: ${await answer.text()}`);
    const cookie = answer.headers
      .getSetCookie()
      .map((line) => line.split(';')[0])
      .join('; ');
    const { me } = await this.#session(cookie);
    return { name, personId: me.id, cookie };
  }

  async #session(cookie: string): Promise<{ themes: Theme[]; me: { id: string } }> {
    const input = encodeURIComponent(JSON.stringify({ sessionId: this.#sessionId }));
    const answer = await fetch(`${this.#origin}/trpc/sessions.get?input=${input}`, { headers: { cookie } });
    return ((await answer.json()) as { result: { data: { themes: Theme[]; me: { id: string } } } }).result.data;
  }

  async #tells(guest: Guest, procedure: string, input: object): Promise<Answer> {
    const answer = await this.#post(procedure, { sessionId: this.#sessionId, ...input }, guest.cookie);
    return { status: answer.status, body: await answer.text() };
  }

  #post(procedure: string, input: object, cookie: string): Promise<Response> {
    return fetch(`${this.#origin}/trpc/${procedure}`, {
      method: 'POST',
      headers: { origin: this.#origin, 'content-type': 'application/json', ...(cookie === '' ? {} : { cookie }) },
      body: JSON.stringify(input),
    });
  }

  async #each(work: (guest: Guest, index: number) => Promise<void>): Promise<void> {
    await inTurns([...this.#guests.entries()], ([index, guest]) => work(guest, index));
  }
}

/** All of them, so many at once; what comes out is in their order. */
async function inTurns<Item, Result>(items: readonly Item[], work: (item: Item) => Promise<Result>): Promise<Result[]> {
  const results: Result[] = [];
  for (let first = 0; first < items.length; first += AT_ONCE) {
    results.push(...(await Promise.all(items.slice(first, first + AT_ONCE).map(work))));
  }
  return results;
}
