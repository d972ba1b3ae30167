import { createTestDatabase } from '@gongyi/db/testing';
import {
  type ActionState,
  type Clock,
  DomainError,
  EMPTY_ACTION_FIELDS,
  type ErrorCode,
  type ErrorDetails,
  type MemberRole,
  newId,
  systemClock,
  TEMPLATES,
} from '@gongyi/domain';
import { TRPCError } from '@trpc/server';
import { ZodError } from 'zod';
import { appRouter } from '../app-router.ts';
import type { UnitView } from '../campaigns/views.ts';
import { createApi } from '../create-api.ts';
import { createMemoryNotifier } from '../kernel/memory-notifier.ts';
import type { KeptDocument, NewPoint, PasswordHasher, PointSnapshot, ThemeOutline } from '../kernel/ports.ts';
import type { RequestFacts } from '../kernel/request-facts.ts';
import { createCallerFactory, refusalOfInput } from '../kernel/trpc.ts';
import { cheapPasswords } from './cheap-passwords.ts';

const ORIGIN = 'http://gongyi.test:3000';
const PASSWORD = 'a long enough password';
const createCaller = createCallerFactory(appRouter);

type Caller = ReturnType<typeof createCaller>;
export type TestWorld = Awaited<ReturnType<typeof createTestWorld>>;

/** Somebody at a device: a cookie jar and an address. */
export type Person = {
  /** A caller of a new request each time, with the cookies of now. */
  readonly api: Caller;
  readonly headers: () => Headers;
  readonly request: (changes?: Partial<RequestFacts> & { extraHeaders?: Record<string, string> }) => RequestFacts;
  readonly signIn: (email: string, password?: string) => Promise<Response>;
  readonly signOut: () => Promise<Response>;
  readonly userId: () => Promise<string>;
};

type RemovedDraft = {
  readonly text: string;
  readonly authorId?: string;
  readonly author?: string;
  readonly unit?: string;
  readonly at?: Date;
};

export const EMPTY_FIELDS = EMPTY_ACTION_FIELDS;

/** The whole API on a database of its own; people act through its public doors, cookies and all. */
export async function createTestWorld(options: { now?: Clock; passwords?: PasswordHasher } = {}) {
  const clock = options.now ?? systemClock;
  const testDatabase = await createTestDatabase();
  const { prisma } = testDatabase.database;
  const points = new Map<string, PointSnapshot[]>();
  const documents = createDocuments();
  /** By session. `gate` is called when it is asked who is there. */
  const hall = { here: new Map<string, ReadonlySet<string>>(), gate: undefined as (() => unknown) | undefined };
  const changedSessions: string[] = [];
  const changedAccess: { campaignId: string; userId: string }[] = [];
  const changedPeople: { sessionId: string; personId: string }[] = [];
  const endedSignIns: string[] = [];
  const faults: object[] = [];
  /** `gate` is called when points are about to be written into a document. */
  const writing: { gate?: (points: readonly NewPoint[], themes: readonly ThemeOutline[]) => unknown } = {};
  const putIn = async (
    sessionId: string,
    added: readonly NewPoint[],
    themes: readonly ThemeOutline[],
  ): Promise<readonly string[]> => {
    await writing.gate?.(added, themes);
    const there = points.get(sessionId) ?? [];
    const known = new Set(there.map(({ id }) => id));
    const missing = added.filter(({ id }) => !known.has(id));
    points.set(sessionId, [...there, ...missing]);
    return missing.map(({ id }) => id);
  };
  const notifier = createMemoryNotifier();
  const api = await createApi({
    database: testDatabase.database,
    pointReader: {
      readPoints: async (sessionId, ids) => (points.get(sessionId) ?? []).filter(({ id }) => ids.includes(id)),
      readAllPoints: async (sessionId) => points.get(sessionId) ?? [],
    },
    pointWriter: {
      async addPoints(...of) {
        await putIn(...of);
      },
      bringBack: putIn,
    },
    documentKeeper: documents,
    hallReader: {
      async peopleHere(sessionId) {
        await hall.gate?.();
        return hall.here.get(sessionId) ?? new Set();
      },
    },
    notifier,
    sessionGate: {
      sessionChanged: (sessionId) => changedSessions.push(sessionId),
      signInEnded: (signInId) => endedSignIns.push(signInId),
      personChanged: (change) => changedPeople.push(change),
      accessChanged: (change) => changedAccess.push(change),
    },
    logger: { error: (details) => faults.push(details), warn: () => undefined, info: () => undefined },
    passwords: cheapPasswords,
    publicUrl: null,
    origins: () => [ORIGIN],
    ...options,
  });

  let lastAddress = 0;
  let lastEmail = 0;

  /** A device that nobody signed in on; each at an address of its own unless one is given. */
  function newPerson(ip?: string): Person {
    lastAddress += 1;
    const address = ip ?? `10.0.${lastAddress >> 8}.${lastAddress & 255}`;
    const jar = new Map<string, string>();
    const keep = (cookie: string) => {
      const [pair = ''] = cookie.split(';');
      const split = pair.indexOf('=');
      jar.set(pair.slice(0, split), pair.slice(split + 1));
    };
    const headers = () => {
      const result = new Headers({ 'content-type': 'application/json', origin: ORIGIN });
      if (jar.size > 0) result.set('cookie', [...jar].map(([name, value]) => `${name}=${value}`).join('; '));
      return result;
    };
    const request: Person['request'] = ({ extraHeaders = {}, ...changes } = {}) => {
      const all = headers();
      for (const [name, value] of Object.entries(extraHeaders)) all.set(name, value);
      return { headers: all, ip: address, origin: ORIGIN, transport: 'http', setCookie: keep, ...changes };
    };
    const signIn = async (email: string, password = PASSWORD) => {
      const body = JSON.stringify({ email, password });
      const signInRequest = new Request(`${ORIGIN}/api/auth/sign-in/email`, {
        method: 'POST',
        headers: headers(),
        body,
      });
      const response = await api.handleAuth(signInRequest, address);
      for (const cookie of response.headers.getSetCookie()) keep(cookie);
      return response;
    };
    const signOut = () => {
      const init = { method: 'POST', headers: headers(), body: '{}' };
      return api.handleAuth(new Request(`${ORIGIN}/api/auth/sign-out`, init), address);
    };
    return {
      get api() {
        return createCaller(api.createContext(request()));
      },
      headers,
      request,
      signIn,
      signOut,
      async userId() {
        const { user } = await createCaller(api.createContext(request())).account.me();
        if (user === null) throw new Error('nobody is signed in on this device');
        return user.id;
      },
    };
  }

  function newAccount() {
    lastEmail += 1;
    return { name: `Person ${lastEmail}`, email: `person${lastEmail}@gongyi.test`, password: PASSWORD };
  }

  /** The first account of the instance, signed in. */
  async function setUpAdministrator(): Promise<Person> {
    const token = await api.createSetupToken();
    if (token === null) throw new Error('this world has an administrator already');
    const person = newPerson();
    const account = newAccount();
    await person.api.account.setup({ token, account });
    await person.signIn(account.email);
    return person;
  }

  /** A colleague who came by an invitation link and is signed in. */
  async function invite(inviter: Person, campaignId: string, role: MemberRole, unitId: string | null = null) {
    const { token } = await inviter.api.invitations.create({ campaignId, role, unitId, note: '' });
    const person = newPerson();
    const account = newAccount();
    await person.api.invitations.accept({ token, account });
    await person.signIn(account.email);
    return person;
  }

  /** A campaign of the model case with two units and a session, made by this person. */
  async function newCampaign(creator: Person) {
    const template = TEMPLATES[0];
    if (template === undefined) throw new Error('there is no template');
    const themes = template.themes.map((theme) => ({ ...theme, prompts: [...theme.prompts] }));
    const { campaignId } = await creator.api.campaigns.create({
      name: '优环境、促发展',
      templateId: template.id,
      themes,
      units: ['经发办', '党政办'],
    });
    const campaign = await creator.api.campaigns.get({ campaignId });
    const { sessionId } = await creator.api.sessions.create({ campaignId, title: '第一场' });
    const [theme, otherTheme] = campaign.themes;
    const [unit, otherUnit] = campaign.units as UnitView[];
    if (!theme || !otherTheme || !unit || !otherUnit) throw new Error('the campaign lacks themes or units');
    return { campaignId, sessionId, theme, otherTheme, unit, otherUnit };
  }

  /** A device that joins with the code that `host` sees, and what it is in the session then. */
  async function join(host: Person, sessionId: string, name = '小李', unit = '经发办') {
    const { joinCode } = await host.api.sessions.get({ sessionId });
    const person = newPerson();
    await person.api.participants.join({ code: joinCode ?? '', name, unit });
    const { me } = await person.api.sessions.get({ sessionId });
    return Object.assign(person, { id: me.id, authorId: me.author.id });
  }

  function addPoints(sessionId: string, themeId: string, count: number, given: string[] = []): string[] {
    const ids = Array.from({ length: count }, (_, index) => given[index] ?? newId<string>());
    const added = ids.map((id, index): PointSnapshot => {
      const text = `要点 ${index + 1}`;
      return { id, themeId, text, author: '王芳', unit: '经发办', source: 'masses', channel: '座谈' };
    });
    points.set(sessionId, [...(points.get(sessionId) ?? []), ...added]);
    return ids;
  }

  /**
   * As the sync server does with the edit that deletes them. Gives the ids, in the order of the
   * texts.
   */
  async function removePoints(sessionId: string, themeId: string, removed: readonly RemovedDraft[]): Promise<string[]> {
    const rows = removed.map(({ text, authorId = 'somebody', author = '王芳', unit = '经发办', at }, index) => {
      const details = { source: 'masses', channel: '座谈', category: 'problem', level: '', prompt: 1, clusterId: '' };
      const removedAt = at ?? new Date(Date.now() - 60_000 + index);
      const createdAt = '2026-11-20T08:00:00.000Z';
      const words = { text, authorId, author, unit, ...details, createdAt, removedAt };
      return { sessionId, pointId: newId<string>(), themeId, x: 10, y: 20 + index, ...words };
    });
    const ids = rows.map(({ pointId }) => pointId);
    await prisma.removedPoint.createMany({ data: rows });
    points.set(
      sessionId,
      (points.get(sessionId) ?? []).filter(({ id }) => !ids.includes(id)),
    );
    return ids;
  }

  /** An action that lacks nothing, put straight into a state. */
  async function insertAction(
    campaign: { campaignId: string; theme: { id: string } },
    values: { state: ActionState; leadUnitId: string | null; submittedById?: string | null },
  ): Promise<{ actionId: string; version: number }> {
    const { lastActionNumber: number } = await prisma.theme.update({
      where: { id: campaign.theme.id },
      data: { lastActionNumber: { increment: 1 } },
    });
    const now = clock();
    const { id, version } = await prisma.action.create({
      data: {
        id: newId(),
        campaignId: campaign.campaignId,
        themeId: campaign.theme.id,
        number,
        problem: '问题',
        goal: '目标',
        measure: '措施',
        leader: '李强',
        owners: ['张伟'],
        deadline: new Date('2027-01-31T00:00:00Z'),
        committed: true,
        createdAt: now,
        updatedAt: now,
        ...values,
      },
    });
    return { actionId: id, version };
  }

  /** As a schedule does it, without the lock that keeps servers apart. */
  async function doWhatIsDue(): Promise<void> {
    const now = clock();
    for (const job of api.jobs) for (const id of await job.findDue(now)) await job.settle(id, now);
  }

  return {
    api,
    prisma,
    doWhatIsDue,
    /** One request with these facts; `signal` ends a subscription. */
    call: (facts: RequestFacts, signal?: AbortSignal) => createCaller(api.createContext(facts), { signal }),
    notifier,
    points,
    documents,
    /** Who is connected, as if the sync server said it. */
    hall,
    changedSessions,
    changedAccess,
    changedPeople,
    endedSignIns,
    writing,
    /** What was logged as a fault: empty unless a test provokes one. */
    faults,
    newPerson,
    newAccount,
    setUpAdministrator,
    invite,
    newCampaign,
    join,
    addPoints,
    removePoints,
    insertAction,
    [Symbol.asyncDispose]: () => testDatabase[Symbol.asyncDispose](),
  };
}

/**
 * Documents of which the API knows no more than that they can be kept and put back: here, a text
 * with a point a line.
 */
function createDocuments() {
  const texts = new Map<string, string>();
  const capture = async (sessionId: string): Promise<KeptDocument> => {
    await documents.gate?.();
    const text = texts.get(sessionId) ?? '';
    return { document: new TextEncoder().encode(text), points: text === '' ? 0 : text.split('\n').length };
  };
  const documents = {
    texts,
    /** Called at the beginning of each capture and each restoration. */
    gate: undefined as (() => unknown) | undefined,
    capture,
    async restore(sessionId: string, document: Uint8Array): Promise<KeptDocument> {
      const before = await capture(sessionId);
      texts.set(sessionId, new TextDecoder('utf-8', { fatal: true }).decode(document));
      return before;
    },
  };
  return documents;
}

/** The refusal that a call ends with; fails when the call succeeds, or fails in another way. */
export async function refusalOf(call: Promise<unknown>): Promise<{ code: ErrorCode; details: ErrorDetails }> {
  try {
    await call;
  } catch (error) {
    const cause = error instanceof TRPCError ? error.cause : error;
    if (cause instanceof DomainError) return { code: cause.code, details: cause.details };
    if (cause instanceof ZodError) return refusalOfInput(cause);
    throw error;
  }
  throw new Error('the call was not refused');
}

/** Of calls made at the same time: those that succeeded, and how each of the others was refused. */
export async function settle<Result>(calls: Promise<Result>[]): Promise<{ results: Result[]; refusals: ErrorCode[] }> {
  const results: Result[] = [];
  const refusals: ErrorCode[] = [];
  const record = (call: Promise<Result>) =>
    call.then(
      (result) => results.push(result),
      async () => refusals.push((await refusalOf(call)).code),
    );
  await Promise.all(calls.map(record));
  return { results, refusals };
}
