import type { LiveEvent } from '@gongyi/api';
import { readClusters, readPoints, readStrokes } from '@gongyi/board';
import ExcelJS from 'exceljs';
import { createDevice, type Device } from '../test/device.ts';
import { openDocument } from '../test/open-document.ts';
import type { KeptPeople } from './kept-people.ts';

/**
 * What one query is asked about: each campaign, each session, … of the fixture, or nothing in
 * particular.
 */
type Subject = 'nothing' | 'campaigns' | 'sessions' | 'actions' | 'invitations' | 'codes';

/**
 * Every query of the API. A new one is added here, and what it answers is written into the test
 * as a change since the build.
 */
export const QUERIES = {
  'instance.status': 'nothing',
  'account.me': 'nothing',
  'invitations.preview': 'invitations',
  'campaigns.list': 'nothing',
  'campaigns.get': 'campaigns',
  'members.list': 'campaigns',
  'sessions.list': 'campaigns',
  'sessions.get': 'sessions',
  'snapshots.list': 'sessions',
  'removedPoints.list': 'sessions',
  'participants.peek': 'codes',
  'people.list': 'sessions',
  'privatePoints.mine': 'sessions',
  'privatePoints.counts': 'sessions',
  'prompts.answers': 'sessions',
  'votes.mine': 'sessions',
  'votes.totals': 'sessions',
  'votes.results': 'sessions',
  'votes.remaining': 'sessions',
  'votes.turnout': 'sessions',
  'outcomes.open': 'sessions',
  'outcomes.dispositions': 'sessions',
  'outcomes.summary': 'sessions',
  'suggestions.list': 'sessions',
  'actions.page': 'campaigns',
  'actions.counts': 'campaigns',
  'actions.people': 'campaigns',
  'actions.summary': 'actions',
  'actions.badges': 'sessions',
  'actions.get': 'actions',
  'actions.history': 'actions',
} as const satisfies Readonly<Record<string, Subject>>;

/**
 * Who asks. Not everybody about everything: that would be thousands of requests, and wrong codes
 * are answered only so often.
 */
const ASKED_BY: Readonly<Record<Subject, readonly string[] | 'everybody'>> = {
  nothing: 'everybody',
  campaigns: 'everybody',
  sessions: ['administrator', 'secretary', 'liaison', 'li', 'coFacilitator', 'removed'],
  actions: ['administrator', 'supervisor', 'liaison', 'li'],
  invitations: ['nobody'],
  codes: ['li', 'removed', 'nobody'],
};

/**
 * Answers by query, by what it was asked about, and by person. A refusal is an answer: `{
 * refused: code }`.
 */
export type Answers = Record<string, Record<string, Record<string, unknown>>>;

export type Everything = {
  readonly answers: Answers;
  /** What a page has of each session: its points, clusters and strokes. */
  readonly documents: Record<string, unknown>;
  /** Of each campaign: its history as a page follows it from the beginning. */
  readonly events: Record<string, readonly LiveEvent[]>;
  /** Of each campaign: its list as it leaves the house. */
  readonly files: Record<string, unknown>;
};

type Server = { readonly origin: string };

/**
 * Reads all that the people of a fixture can read, as they do: over HTTP and WebSockets, with the
 * cookies that they had. It changes nothing but the history, which says at its end that lists
 * were exported.
 */
export async function readEverything(server: Server, people: KeptPeople): Promise<Everything> {
  const answers: Answers = {};
  for (const query of Object.keys(QUERIES) as Query[]) answers[query] = await readAnswers(server, people, query);
  return {
    answers,
    documents: await readDocuments(server, people),
    events: await readEvents(server, people),
    files: await readAllFiles(server, people),
  };
}

export type Query = keyof typeof QUERIES;

export async function readAnswers(server: Server, people: KeptPeople, query: Query): Promise<Answers[string]> {
  const subject: Subject = QUERIES[query];
  const askedBy = ASKED_BY[subject];
  const names = ['nobody', ...Object.keys(people.phones), ...Object.keys(people.accounts)];
  const asking = askedBy === 'everybody' ? names : askedBy;
  const subjects = subjectsOf(people, subject);
  const inputs = subjects.map(([, input]) => input);
  const asked = asking.map(async (name) => [name, await ask(deviceOf(server, people, name), query, inputs)] as const);
  const answers: Answers[string] = Object.fromEntries(subjects.map(([name]) => [name, {}]));
  for (const [person, all] of await Promise.all(asked)) {
    for (const [index, [name]] of subjects.entries()) Object.assign(answers[name] ?? {}, { [person]: all[index] });
  }
  return answers;
}

export function readDocuments(server: Server, people: KeptPeople): Promise<Everything['documents']> {
  const administrator = deviceOf(server, people, 'administrator');
  return each(people.sessions, ({ id }) => readDocument(server, administrator, id));
}

export function readEvents(server: Server, people: KeptPeople): Promise<Everything['events']> {
  const administrator = deviceOf(server, people, 'administrator');
  return each(people.campaigns, (id) => followAll(administrator, id));
}

export function readAllFiles(server: Server, people: KeptPeople): Promise<Everything['files']> {
  const administrator = deviceOf(server, people, 'administrator');
  return each(people.campaigns, (id) => readFiles(administrator, id));
}

/** Of somebody of the fixture, with the cookies that they had; `nobody` has none. */
export function deviceOf({ origin }: Server, { phones, accounts }: KeptPeople, name: string): Device {
  if (name === 'nobody') return createDevice(origin);
  const cookies = phones[name] ?? accounts[name]?.cookie;
  if (cookies === undefined) throw new Error(`nobody is called ${name}`);
  return createDevice(origin, cookies);
}

function subjectsOf(people: KeptPeople, subject: Subject): [name: string, input: unknown][] {
  const named = <T>(things: Readonly<Record<string, T>>, toInput: (thing: T) => unknown) =>
    Object.entries(things).map(([name, thing]): [string, unknown] => [name, toInput(thing)]);
  switch (subject) {
    case 'nothing':
      return [['', undefined]];
    case 'campaigns':
      return named(people.campaigns, (campaignId) => ({ campaignId }));
    case 'sessions':
      return named(people.sessions, ({ id }) => ({ sessionId: id }));
    case 'codes':
      return named(people.sessions, ({ code }) => ({ code }));
    case 'actions':
      return named(people.actions, (actionId) => ({ actionId }));
    case 'invitations':
      return named(people.invitations, (token) => ({ token }));
  }
}

/**
 * In one request, as pages ask. By its name, because what is compared is the answer as it comes,
 * whatever its type says.
 */
async function ask({ fetch }: Device, query: string, inputs: readonly unknown[]): Promise<unknown[]> {
  const path = inputs.map(() => query).join(',');
  const input = encodeURIComponent(JSON.stringify({ ...inputs }));
  const response = await fetch(`/trpc/${path}?batch=1&input=${input}`);
  const answers = (await response.json()) as readonly { result?: { data: unknown }; error?: { message: string } }[];
  return answers.map(({ result, error }) =>
    error === undefined ? withoutTheMoment(result?.data) : { refused: error.message },
  );
}

/** What is true only of this server at this moment. */
function withoutTheMoment(answer: unknown): unknown {
  if (typeof answer !== 'object' || answer === null || Array.isArray(answer)) return answer;
  const { serverNow, origins, ...rest } = answer as Record<string, unknown>;
  return rest;
}

async function readDocument(server: Server, device: Device, sessionId: string): Promise<unknown> {
  using page = openDocument(server, device, sessionId);
  await page.synced();
  return {
    points: readPoints(page.doc),
    clusters: readClusters(page.doc).map(({ members, ...cluster }) => ({
      ...cluster,
      members: members.map(({ id }) => id),
    })),
    strokes: readStrokes(page.doc),
  };
}

/** Until the number that its page is told to go on from. */
async function followAll(device: Device, campaignId: string): Promise<LiveEvent[]> {
  using socket = device.openSocket();
  const follow = (lastEventId: string | null, isLast: (event: LiveEvent) => boolean) =>
    new Promise<LiveEvent[]>((resolve, reject) => {
      const events: LiveEvent[] = [];
      const { unsubscribe } = socket.api.events.follow.subscribe(
        { campaignId, lastEventId },
        {
          onData({ data }) {
            events.push(data);
            if (!isLast(data)) return;
            unsubscribe();
            resolve(events);
          },
          onError: reject,
        },
      );
    });
  const [{ seq: last } = { seq: 0 }] = await follow(null, () => true);
  // Awaited here: the socket ends with this block.
  return await follow('0', ({ seq }) => seq === last);
}

async function readFiles({ fetch }: Device, campaignId: string): Promise<unknown> {
  const download = async (file: string) => {
    const response = await fetch(`/api/exports/${campaignId}/${file}`);
    if (!response.ok) throw new Error(`${file}: ${response.status}`);
    return Buffer.from(await response.arrayBuffer());
  };
  const workbook = new ExcelJS.Workbook();
  // Its type is that of another version of Node's buffers.
  await workbook.xlsx.load((await download('agreed-list.xlsx?scope=agreed')) as unknown as ArrayBuffer);
  const cells: unknown[] = [];
  for (const sheet of workbook.worksheets) {
    sheet.eachRow((row) => {
      const values: string[] = [];
      row.eachCell({ includeEmpty: true }, (cell) => values.push(cell.text));
      cells.push(values);
    });
  }
  // The day on which it was made.
  const today = /\d{4}年\d{1,2}月\d{1,2}日/g;
  return {
    csv: (await download('agreed-list.csv')).toString('utf8').split('\r\n'),
    xlsx: JSON.parse(JSON.stringify(cells).replace(today, '今天')),
  };
}

async function each<T, Read>(
  things: Readonly<Record<string, T>>,
  read: (thing: T) => Promise<Read>,
): Promise<Record<string, Read>> {
  const all: Record<string, Read> = {};
  for (const [name, thing] of Object.entries(things)) all[name] = await read(thing);
  return all;
}
