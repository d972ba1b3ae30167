import { webcrypto } from 'node:crypto';
import { addPoint, readPoints } from '@gongyi/board';
import { type SeededRandom, SOAK, seededRandom } from '@gongyi/board/testing';
import { newId } from '@gongyi/domain';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type * as Y from 'yjs';
import type { Device } from './test/device.ts';
import { openDocument } from './test/open-document.ts';
import { openSession, setUp } from './test/people.ts';
import { startTestServer, type TestServer } from './test/test-server.ts';

/**
 * Whoever leads an anonymous session, and sees in the hall who comes when, who writes when and who
 * votes when, tries to find out which author each person is. With no trace to go by they guess one
 * of the authors that there are. Each attack is right as often as chance is, and no more.
 */

const PEOPLE = 20;
/** In the soak as many as the promise names. */
const SEEDS = Array.from({ length: SOAK.isLong ? 50 : 3 }, (_, index) => index + 1);

type Someone = { readonly device: Device; readonly personId: string; readonly authorId: string };
type Answers = Readonly<Record<string, unknown>>;

/** By attack: guesses that were right. */
const hits = new Map<string, number>();

let server: TestServer;
let facilitator: Device;
beforeAll(async () => {
  server = await startTestServer();
  facilitator = await setUp(server);
  for (const seed of SEEDS) await playHall(seed);
});
afterAll(() => server?.[Symbol.asyncDispose]());

test.each([
  'the moment of joining against that of the first point',
  'appointing somebody',
  'removing somebody',
  'the moment and place of a revealed point against who sent when',
  'the votes left before and after a vote',
])('%s tells whoever leads no more of who is who than chance', (attack) => {
  const guesses = SEEDS.length * PEOPLE;
  const chance = 1 / PEOPLE;
  const sigma = Math.sqrt((chance * (1 - chance)) / guesses);
  const right = hits.get(attack) ?? 0;
  expect(right / guesses, `${right} of ${guesses}`).toBeLessThanOrEqual(chance + 3 * sigma);
});

async function playHall(seed: number) {
  const random = seededRandom(seed);
  // Ids are random, and in them is what order there is: the same in each run, so that a test that
  // asks for chance is not left to it.
  const ids = seededRandom(seed + 1_000_000);
  const seeded = vi.spyOn(webcrypto, 'getRandomValues').mockImplementation((array) => {
    const bytes = new Uint8Array((array as Uint8Array).buffer, array?.byteOffset, array?.byteLength);
    for (let index = 0; index < bytes.length; index += 1) bytes[index] = ids.below(256);
    return array;
  });
  try {
    // What was drawn in advance is used up.
    for (let count = 0; count < 200; count += 1) newId();
    const phones = Array.from({ length: PEOPLE }, () => server.newDevice());
    await playOpenly(shuffled(phones, random), random);
    await playPrivately(shuffled(phones, random), random);
  } finally {
    seeded.mockRestore();
  }
}

async function openHall(isPrivate: boolean) {
  const { sessionId, joinCode: code, themes } = await openSession(facilitator, 'brief');
  const { facilitation } = facilitator.api;
  await facilitation.setAnonymous.mutate({ sessionId, on: true });
  if (isPrivate) await facilitation.setPrivateWriting.mutate({ sessionId, on: true });
  await facilitation.setStage.mutate({ sessionId, from: 'brief', stage: 'collect' });
  return { sessionId, code, themeId: themes[0]?.id ?? '' };
}

async function join(device: Device, { sessionId, code }: { sessionId: string; code: string }): Promise<Someone> {
  await device.api.participants.join.mutate({ code });
  const { me } = await device.api.sessions.get.query({ sessionId });
  return { device, personId: me.id, authorId: me.author.id };
}

/** One after the other they come, write a point and vote; then they are appointed and removed, each in turn. */
async function playOpenly(phones: readonly Device[], random: SeededRandom) {
  const hall = await openHall(false);
  const { sessionId, themeId } = hall;
  using seen = openDocument(server, facilitator, sessionId);
  await seen.synced();
  const people: Someone[] = [];
  const pointIds: string[] = [];
  for (const device of phones) {
    const person = await join(device, hall);
    people.push(person);
    using page = openDocument(server, device, sessionId);
    await page.synced();
    const createdAt = new Date().toISOString();
    const point = { themeId, x: 0, y: 0, text: '要点', author: '', unit: '', createdAt };
    pointIds.push(addPoint(page.doc, { ...point, authorId: person.authorId }));
    await seen.hasPoints(people.length);
  }
  const authors = readPoints(seen.doc).map(({ authorId }) => authorId);
  const guess = (found: readonly string[]) => (found.length > 0 ? random.pick(found) : random.pick(authors));

  // The list says who came when, or at least who came first; points say when they were written.
  const list = await facilitator.api.people.list.query({ sessionId });
  const inOrder = [...list].sort((a, b) => ((a.joinedAt ?? '') < (b.joinedAt ?? '') ? -1 : 0));
  const byAge = readPoints(seen.doc).sort((a, b) => (a.createdAt < b.createdAt ? -1 : 1));
  for (const [index, { id }] of inOrder.entries()) {
    count('the moment of joining against that of the first point', people, id, byAge[index]?.authorId);
  }

  await facilitator.api.facilitation.setSwitch.mutate({ sessionId, name: 'vote', on: true });
  for (const { device, personId } of shuffled(people, random)) {
    const before = await readAll(sessionId);
    await device.api.votes.cast.mutate({ sessionId, voteId: newId(), targetId: random.pick(pointIds) });
    const told = changed(authors, before, await readAll(sessionId));
    count('the votes left before and after a vote', people, personId, guess(told));
  }

  const { people: doors } = facilitator.api;
  for (const { personId: participantId } of shuffled(people, random)) {
    const before = await readAll(sessionId);
    await doors.setCoFacilitator.mutate({ participantId, on: true });
    const told = changed(authors, before, await readAll(sessionId));
    await doors.setCoFacilitator.mutate({ participantId, on: false });
    count('appointing somebody', people, participantId, guess(told));
  }
  for (const { personId: participantId } of shuffled(people, random)) {
    const before = await readAll(sessionId);
    await doors.remove.mutate({ participantId });
    const told = changed(authors, before, await readAll(sessionId));
    await doors.readmit.mutate({ participantId });
    count('removing somebody', people, participantId, guess(told));
  }
}

/** They come in one order and write in another; then all that they wrote is revealed. */
async function playPrivately(phones: readonly Device[], random: SeededRandom) {
  const hall = await openHall(true);
  const { sessionId, themeId } = hall;
  const people: Someone[] = [];
  for (const device of phones) people.push(await join(device, hall));
  const senders = shuffled(people, random);
  for (const { device } of senders) {
    await device.api.privatePoints.write.mutate({
      sessionId,
      pointId: newId(),
      themeId,
      text: '要点',
      source: null,
      channel: '',
      category: 'problem',
      level: null,
      prompt: null,
    });
  }
  await facilitator.api.privatePoints.reveal.mutate({ sessionId });
  using seen = openDocument(server, facilitator, sessionId);
  await seen.hasPoints(PEOPLE);
  const inserted = insertedAt(seen.doc);
  const revealed = readPoints(seen.doc).sort((a, b) =>
    a.createdAt === b.createdAt
      ? (inserted.get(a.id) ?? 0) - (inserted.get(b.id) ?? 0)
      : a.createdAt < b.createdAt
        ? -1
        : 1,
  );
  for (const [index, { personId }] of senders.entries()) {
    const attack = 'the moment and place of a revealed point against who sent when';
    count(attack, people, personId, revealed[index]?.authorId);
  }
}

function count(attack: string, people: readonly Someone[], personId: string, guessed: string | undefined) {
  const right = people.find((person) => person.personId === personId)?.authorId === guessed;
  hits.set(attack, (hits.get(attack) ?? 0) + (right ? 1 : 0));
}

/** When each record came into the document, as its pages are told: by the clock of whoever wrote it. */
function insertedAt(doc: Y.Doc): Map<string, number> {
  const records = doc.getMap('records');
  return new Map([...records._map].map(([id, item]) => [id, item.id.clock]));
}

/** Whatever a leader can ask about a session. */
const ASKED = [
  'sessions.get',
  'people.list',
  'votes.remaining',
  'votes.totals',
  'votes.results',
  'prompts.answers',
  'privatePoints.counts',
  'removedPoints.list',
  'snapshots.list',
  'outcomes.summary',
  'outcomes.open',
  'outcomes.dispositions',
] as const;

async function readAll(sessionId: string): Promise<Answers> {
  const input = encodeURIComponent(JSON.stringify({ ...ASKED.map(() => ({ sessionId })) }));
  const response = await facilitator.fetch(`/trpc/${ASKED.join()}?batch=1&input=${input}`);
  const answers = (await response.json()) as readonly { readonly result?: { readonly data: unknown } }[];
  return Object.fromEntries(ASKED.map((query, index) => [query, answers[index]?.result?.data]));
}

/** Authors of whom something is said after that was not said before, or no longer. */
function changed(authors: readonly string[], before: Answers, after: Answers): string[] {
  const [then, now] = [saidOf(authors, before), saidOf(authors, after)];
  return authors.filter((author) => then.get(author)?.join() !== now.get(author)?.join());
}

/** Of each author, the entries that name them. */
function saidOf(authors: readonly string[], answers: Answers): Map<string, string[]> {
  const said = new Map(authors.map((author): [string, string[]] => [author, []]));
  const read = (value: unknown): void => {
    if (value === null || typeof value !== 'object') return;
    const fields = Object.values(value);
    for (const field of fields) {
      if (typeof field === 'string') said.get(field)?.push(JSON.stringify(value));
      read(field);
    }
  };
  read(answers);
  return said;
}

function shuffled<T>(items: readonly T[], random: SeededRandom): T[] {
  const result = [...items];
  for (let last = result.length - 1; last > 0; last -= 1) {
    const other = random.below(last + 1);
    [result[last], result[other]] = [result[other] as T, result[last] as T];
  }
  return result;
}
