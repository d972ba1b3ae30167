import { webcrypto } from 'node:crypto';
import { addPoint, type PresenceState, readPoints } from '@gongyi/board';
import { type SeededRandom, SOAK, seededRandom } from '@gongyi/board/testing';
import { newId } from '@gongyi/domain';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type * as Y from 'yjs';
import type { Device } from './test/device.ts';
import { openDocument } from './test/open-document.ts';
import { ACCOUNT, openSession, setUp, signIn } from './test/people.ts';
import { startTestServer, type TestServer } from './test/test-server.ts';
import { until } from './test/until.ts';

/**
 * Whoever leads an anonymous session, and sees in the hall who comes when, who writes when and who
 * votes when, tries to find out which author each person is. With no trace to go by they guess one
 * of the authors that there are. Each attack is right as often as chance is, and no more.
 */

const PEOPLE = 20;
/** In the soak as many as the promise names. */
const SEEDS = Array.from({ length: SOAK.isLong ? 50 : 2 }, (_, index) => index + 1);

type Someone = { readonly device: Device; readonly personId: string; readonly authorId: string };
type Answers = Readonly<Record<string, unknown>>;
/** What whoever leads is told of a session, by answers and by what others show. */
type Said = { readonly answers: Answers; readonly presence: readonly unknown[] };

/** Guesses that were right. */
const hits = new Map<Attack, number>();

let server: TestServer;
let facilitator: Device;
beforeAll(async () => {
  server = await startTestServer();
  facilitator = await setUp(server);
  for (const seed of SEEDS) await playHall(seed);
});
afterAll(() => server?.[Symbol.asyncDispose]());

const ATTACKS = [
  'the moment of joining against that of the first point',
  'appointing somebody',
  'removing somebody',
  'the moment and place of a revealed point against who sent when',
  'the votes left before and after a vote',
  'what presence says of somebody who comes',
  'the client id of a page in presence against those in the document',
] as const;
type Attack = (typeof ATTACKS)[number];

test.each(ATTACKS)('%s tells whoever leads no more of who is who than chance', (attack) => {
  const guesses = SEEDS.length * PEOPLE;
  const chance = 1 / PEOPLE;
  const sigma = Math.sqrt((chance * (1 - chance)) / guesses);
  const right = hits.get(attack) ?? 0;
  expect(right / guesses, `${right} of ${guesses}`).toBeLessThanOrEqual(chance + 3 * sigma);
});

test('nothing that whoever leads is told changes with an account that comes, on its device and on another', async () => {
  const { sessionId, campaignId } = await openHall(false);
  const email = 'member@example.org';
  const invitation = { campaignId, role: 'secretary', unitId: null, note: '' } as const;
  const { token } = await facilitator.api.invitations.create.mutate(invitation);
  const account = { name: '成员', email, password: ACCOUNT.password };
  await server.newDevice().api.invitations.accept.mutate({ token, account });
  const devices = [server.newDevice(), server.newDevice()];
  for (const device of devices) await signIn(device, ACCOUNT.password, email);
  using seen = openDocument(server, facilitator, sessionId);
  await seen.synced();
  const told = async () => {
    const { 'sessions.get': session, ...answers } = await readAnswers(sessionId);
    return { ...answers, session: { ...(session as object), serverNow: null }, presence: [...presenceOf(seen)] };
  };
  const before = await told();
  for (const device of devices) {
    const { me } = await device.api.sessions.get.query({ sessionId });
    expect(me.takesPart).toBe(device === devices[0]);
    using page = openDocument(server, device, sessionId);
    await page.synced();
    expect(await told()).toEqual(before);
  }
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
  const { sessionId, campaignId, joinCode: code, themes } = await openSession(facilitator, 'brief');
  const { facilitation } = facilitator.api;
  await facilitation.setAnonymous.mutate({ sessionId, on: true });
  if (isPrivate) await facilitation.setPrivateWriting.mutate({ sessionId, on: true });
  await facilitation.setStage.mutate({ sessionId, from: 'brief', stage: 'collect' });
  return { sessionId, campaignId, code, themeId: themes[0]?.id ?? '' };
}

async function join(device: Device, { sessionId, code }: { sessionId: string; code: string }): Promise<Someone> {
  await device.api.participants.join.mutate({ code });
  const { me } = await device.api.sessions.get.query({ sessionId });
  return { device, personId: me.id, authorId: me.author.id };
}

/**
 * One after the other they come, write a point and vote; then they are appointed and removed, each
 * in turn.
 */
async function playOpenly(phones: readonly Device[], random: SeededRandom) {
  const hall = await openHall(false);
  const { sessionId, themeId } = hall;
  using seen = openDocument(server, facilitator, sessionId);
  await seen.synced();
  const people: Someone[] = [];
  const pages: Page[] = [];
  using _ = {
    [Symbol.dispose]() {
      for (const page of pages) page[Symbol.dispose]();
    },
  };
  const pointIds: string[] = [];
  for (const device of phones) {
    const person = await join(device, hall);
    people.push(person);
    const page = openDocument(server, device, sessionId);
    pages.push(page);
    await page.synced();
    const createdAt = new Date().toISOString();
    const point = { themeId, x: 0, y: 0, text: '要点', author: '', unit: '', createdAt };
    pointIds.push(addPoint(page.doc, { ...point, authorId: person.authorId }));
    await seen.hasPoints(people.length);
  }
  const authors = readPoints(seen.doc).map(({ authorId }) => authorId);
  const guess = (found: readonly string[]) => (found.length > 0 ? random.pick(found) : random.pick(authors));

  // Each page shows itself, and its cursor at the point that its person is at.
  for (const index of shuffled([...people.keys()], random)) {
    const [person, page] = [people[index] as Someone, pages[index] as Page];
    const before = presenceOf(seen);
    page.provider.awareness.setLocalState({
      person: { id: person.authorId, name: '', unit: '' },
      cursor: { x: 1, y: 1 },
      holding: pointIds[index],
      heldSince: 1,
    });
    await until(() => expect(presenceOf(seen).size).toBe(before.size + 1));
    const [[clientId, state] = []] = [...presenceOf(seen)].filter(([id]) => !before.has(id));
    const named = authors.filter((author) => JSON.stringify(state).includes(author));
    const held = readPoints(seen.doc).filter(({ id }) => JSON.stringify(state).includes(id));
    count(
      'what presence says of somebody who comes',
      people,
      person.personId,
      guess([...named, ...held.map(({ authorId }) => authorId)]),
    );
    const attack = 'the client id of a page in presence against those in the document';
    count(attack, people, person.personId, guess(writersOf(seen.doc, clientId)));
  }

  // The list says who came when, or at least who came first; points say when they were written.
  const list = await facilitator.api.people.list.query({ sessionId });
  const inOrder = [...list].sort((a, b) => ((a.joinedAt ?? '') < (b.joinedAt ?? '') ? -1 : 0));
  const byAge = readPoints(seen.doc).sort((a, b) => (a.createdAt < b.createdAt ? -1 : 1));
  for (const [index, { id }] of inOrder.entries()) {
    count('the moment of joining against that of the first point', people, id, byAge[index]?.authorId);
  }

  const readAll = async (): Promise<Said> => ({
    answers: await readAnswers(sessionId),
    presence: [...presenceOf(seen)].map(([clientId, state]) => ({ state, authors: writersOf(seen.doc, clientId) })),
  });
  await facilitator.api.facilitation.setSwitch.mutate({ sessionId, name: 'vote', on: true });
  let last = await readAll();
  /** Of whom something else is said than was said last. */
  const readChanged = async () => {
    const [before, now] = [last, await readAll()];
    last = now;
    return changed(authors, before, now);
  };
  for (const { device, personId } of shuffled(people, random)) {
    await device.api.votes.cast.mutate({ sessionId, voteId: newId(), targetId: random.pick(pointIds) });
    count('the votes left before and after a vote', people, personId, guess(await readChanged()));
  }

  const { people: doors } = facilitator.api;
  for (const { personId: participantId } of shuffled(people, random)) {
    const here = presenceOf(seen).size;
    const page = pages[people.findIndex(({ personId }) => personId === participantId)] as Page;
    const { person } = page.provider.awareness.getLocalState() as PresenceState;
    await doors.setCoFacilitator.mutate({ participantId, on: true });
    // As the pages of those who lead do there.
    page.provider.awareness.setLocalStateField('person', null);
    await until(() => expect(presenceOf(seen).size).toBe(here - 1));
    count('appointing somebody', people, participantId, guess(await readChanged()));
    await doors.setCoFacilitator.mutate({ participantId, on: false });
    page.provider.awareness.setLocalStateField('person', person);
    await until(() => expect(presenceOf(seen).size).toBe(here));
    last = await readAll();
  }
  for (const { personId: participantId } of shuffled(people, random)) {
    const here = presenceOf(seen).size;
    await doors.remove.mutate({ participantId });
    await until(() => expect(presenceOf(seen).size).toBe(here - 1));
    count('removing somebody', people, participantId, guess(await readChanged()));
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

function count(attack: Attack, people: readonly Someone[], personId: string, guessed: string | undefined) {
  const right = people.find((person) => person.personId === personId)?.authorId === guessed;
  hits.set(attack, (hits.get(attack) ?? 0) + (right ? 1 : 0));
}

/**
 * When each record came into the document, as its pages are told: by the clock of whoever wrote it.
 */
function insertedAt(doc: Y.Doc): Map<string, number> {
  const records = doc.getMap('records');
  return new Map([...records._map].map(([id, item]) => [id, item.id.clock]));
}

/** Authors of the points that a page of this Yjs client id has put there. */
function writersOf(doc: Y.Doc, clientId: number | undefined): string[] {
  const records = doc.getMap('records');
  const points = readPoints(doc).filter(({ id }) => records._map.get(id)?.id.client === clientId);
  return points.map(({ authorId }) => authorId);
}

type Page = ReturnType<typeof openDocument>;

/** All that a page is told of those whose pages show them. */
function presenceOf({ doc, provider }: Page): ReadonlyMap<number, PresenceState> {
  const states = provider.awareness.getStates() as ReadonlyMap<number, PresenceState>;
  return new Map([...states].filter(([clientId, { person }]) => clientId !== doc.clientID && person));
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

async function readAnswers(sessionId: string): Promise<Answers> {
  const input = encodeURIComponent(JSON.stringify({ ...ASKED.map(() => ({ sessionId })) }));
  const response = await facilitator.fetch(`/trpc/${ASKED.join()}?batch=1&input=${input}`);
  const answers = (await response.json()) as readonly { readonly result?: { readonly data: unknown } }[];
  return Object.fromEntries(ASKED.map((query, index) => [query, answers[index]?.result?.data]));
}

/** Authors of whom something is said after that was not said before, or no longer. */
function changed(authors: readonly string[], before: Said, after: Said): string[] {
  const [then, now] = [saidOf(authors, before), saidOf(authors, after)];
  return authors.filter((author) => then.get(author)?.join() !== now.get(author)?.join());
}

/** Of each author, the entries that name them. */
function saidOf(authors: readonly string[], said: Said): Map<string, string[]> {
  const byAuthor = new Map(authors.map((author): [string, string[]] => [author, []]));
  const read = (value: unknown): void => {
    if (value === null || typeof value !== 'object') return;
    const fields = Object.values(value);
    for (const field of fields) {
      if (typeof field === 'string') byAuthor.get(field)?.push(JSON.stringify(value));
      read(field);
    }
  };
  read(said);
  return byAuthor;
}

function shuffled<T>(items: readonly T[], random: SeededRandom): T[] {
  const result = [...items];
  for (let last = result.length - 1; last > 0; last -= 1) {
    const other = random.below(last + 1);
    [result[last], result[other]] = [result[other] as T, result[last] as T];
  }
  return result;
}
