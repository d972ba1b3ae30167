import {
  ACTION_MOVES,
  type Capability,
  type ErrorCode,
  grantOf,
  type MemberRole,
  MOVES,
  newId,
  ROLES,
  type Role,
} from '@gongyi/domain';
import type { inferRouterInputs } from '@trpc/server';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type AppRouter, appRouter } from './app-router.ts';
import { collectAgreedList } from './test/collect-agreed-list.ts';
import { createTestWorld, EMPTY_FIELDS, type Person, refusalOf, type TestWorld } from './test/test-world.ts';

/**
 * Every door of the API from outside. The doors are read from the router: one without a row here
 * neither compiles nor passes. What the roles may do inside is proved in capability-walk.test.ts.
 */

/** `account`: for people of the campaign with an account. `session`: for participants as well. */
type Door<Input> = { readonly for: 'account' | 'session'; readonly capability: Capability; readonly input: Input };
/** By design for everybody, with what guards it instead. */
type OpenDoor = { readonly open: string };

type Inputs = inferRouterInputs<AppRouter>;
type Doors = {
  readonly [Name in keyof Inputs]: {
    readonly [Procedure in keyof Inputs[Name]]:
      | OpenDoor
      | Door<Inputs[Name][Procedure]>
      | readonly Door<Inputs[Name][Procedure]>[];
  };
};

type Stage = Awaited<ReturnType<typeof createStage>>;

function account<Input>(capability: Capability, input: Input): Door<Input> {
  return { for: 'account', capability, input };
}
function session<Input>(capability: Capability, input: Input): Door<Input> {
  return { for: 'session', capability, input };
}
const open = (why: string): OpenDoor => ({ open: why });

function doorsOf(stage: Stage): Doors {
  const {
    campaignId,
    sessionId,
    theme,
    unit,
    pointId,
    actionId,
    version,
    participantId: id,
    removedId,
    userId,
  } = stage;
  const { snapshotId, removedPointId, invitationId } = stage;
  const here = { sessionId };
  const point = { ...here, pointId: newId<string>(), themeId: theme.id, text: '一条' };
  const draft = (code: string) => ({ name: code, short: code, code, color: '#112233', icon: 'star', prompts: [] });
  const move = { actionId, version, text: '因为', reviewDate: '2027-02-01' };
  return {
    instance: { status: open('says before anybody has an account whether there is one, and where the server is') },
    account: {
      me: open('says who asks, and of nobody else'),
      setup: open('the token of the first start'),
    },
    invitations: {
      preview: open('the token of the link'),
      accept: open('the token of the link'),
      create: account('member.manage', { campaignId, role: 'secretary', unitId: null, note: '' }),
      revoke: account('member.manage', { invitationId }),
    },
    campaigns: {
      list: open('for everybody with an account, with the campaigns in which they have a part: see below'),
      get: account('campaign.view', { campaignId }),
      create: account('campaign.create', {
        name: '活动',
        templateId: null,
        themes: [draft('A'), draft('B'), draft('C')],
        units: [],
      }),
      rename: account('campaign.edit', { campaignId, name: '改名' }),
    },
    units: {
      add: account('campaign.edit', { campaignId, names: ['新单位'] }),
      rename: account('campaign.edit', { unitId: unit.id, name: '改名' }),
      remove: account('campaign.edit', { unitId: unit.id }),
    },
    members: {
      list: account('member.view', { campaignId }),
      remove: account('member.manage', { campaignId, userId }),
    },
    sessions: {
      list: account('session.view', { campaignId }),
      get: session('session.view', here),
      create: account('session.open', { campaignId, title: '又一场' }),
      close: account('session.close', here),
      reopen: account('session.close', here),
      renewCode: account('session.open', here),
    },
    snapshots: {
      list: account('session.restore', here),
      keep: account('session.restore', { ...here, label: '' }),
      restore: account('session.restore', { ...here, snapshotId }),
    },
    removedPoints: {
      list: account('session.restore', here),
      restore: account('session.restore', { ...here, pointIds: [removedPointId] }),
    },
    facilitation: {
      setStage: [
        session('session.lead', { ...here, from: 'brief', stage: 'collect' }),
        session('session.close', { ...here, from: 'brief', stage: 'closed' }),
      ],
      setSwitch: session('session.lead', { ...here, name: 'draw', on: true }),
      setTimer: session('session.lead', { ...here, to: 'start', minutes: 1 }),
      setSpotlight: session('session.lead', { ...here, pointId }),
      summon: session('session.lead', { ...here, view: { x: 0, y: 0, w: 1, h: 1 } }),
      hold: session('session.lead', here),
      release: session('session.lead', here),
      setAnonymous: session('session.lead', { ...here, on: true }),
      setJoining: session('session.lead', { ...here, on: true }),
      setPrivateWriting: session('session.lead', { ...here, on: true }),
    },
    participants: {
      peek: open('the code'),
      join: open('the code'),
    },
    people: {
      list: session('session.lead', here),
      rename: session('session.lead', { participantId: id, name: '小王', unit: '经发办' }),
      remove: session('session.lead', { participantId: id }),
      readmit: session('session.lead', { participantId: removedId }),
      setCoFacilitator: session('session.appoint', { participantId: id, on: true }),
    },
    privatePoints: {
      mine: session('session.view', here),
      counts: session('session.view', here),
      write: session('point.add', point),
      edit: session('point.editOwn', point),
      delete: session('point.editOwn', point),
      reveal: session('session.lead', here),
    },
    prompts: {
      answers: session('session.view', here),
      answer: session('point.add', { ...here, themeId: theme.id, prompt: 0, noProblem: true }),
    },
    votes: {
      mine: session('session.view', here),
      totals: session('session.view', here),
      results: session('session.view', here),
      remaining: session('session.lead', here),
      turnout: session('session.lead', here),
      voidAway: session('session.lead', here),
      startAnew: session('session.lead', here),
      cast: session('point.vote', { ...here, voteId: newId<string>(), targetId: pointId }),
      withdraw: session('point.vote', { ...here, voteId: 'none' }),
      setSettings: session('session.lead', { ...here, budget: 3, perPoint: 1, totalsHidden: true }),
    },
    outcomes: {
      open: session('session.view', here),
      dispositions: session('session.view', here),
      summary: session('session.view', here),
      dispose: session('point.dispose', { ...here, pointIds: [pointId], disposition: 'deferred' }),
      undispose: session('point.dispose', { ...here, pointIds: [pointId] }),
    },
    suggestions: { list: session('point.editAny', here) },
    actions: {
      page: account('action.view', { campaignId }),
      counts: account('action.view', { campaignId }),
      people: account('action.view', { campaignId }),
      summary: account('action.view', { actionId }),
      get: account('action.view', { actionId }),
      badges: session('session.view', here),
      history: account('action.view', { actionId }),
      promote: account('point.promote', { ...here, themeId: theme.id, pointIds: [pointId], fields: EMPTY_FIELDS }),
      edit: account('action.edit', { actionId, version, fields: { goal: '目标' } }),
      move: ACTION_MOVES.map((name) => account(MOVES[name].by, { ...move, move: name })),
    },
    events: {
      follow: [account('campaign.view', { campaignId }), session('session.view', here)],
    },
  };
}

/** People without a part in the session, and how each kind of door refuses them. */
const OUTSIDERS = {
  stranger: { account: 'notSignedIn', session: 'notSignedIn' },
  'user of another campaign': { account: 'forbidden', session: 'forbidden' },
  'participant of another session': { account: 'notSignedIn', session: 'notSignedIn' },
  'participant of a session of another campaign': { account: 'notSignedIn', session: 'notSignedIn' },
  'participant of another session with an account': { account: 'forbidden', session: 'forbidden' },
  'participant who was removed': { account: 'notSignedIn', session: 'removedFromSession' },
} as const satisfies Record<string, Record<Door<unknown>['for'], ErrorCode>>;
type Outsider = keyof typeof OUTSIDERS;

const HAVE_NO_ACCOUNT: readonly Role[] = ['participant', 'coFacilitator'];

async function createStage(world: TestWorld) {
  const administrator = await world.setUpAdministrator();
  const campaign = await world.newCampaign(administrator);
  const { campaignId, sessionId, theme, unit, otherUnit } = campaign;
  const { sessionId: otherSessionId } = await administrator.api.sessions.create({ campaignId, title: '第二场' });
  const elsewhere = await world.newCampaign(administrator);
  const member = (role: MemberRole, unitId?: string) => world.invite(administrator, campaignId, role, unitId);

  const removed = await world.join(administrator, sessionId);
  await administrator.api.people.remove({ participantId: removed.id });
  const coFacilitator = await world.join(administrator, sessionId);
  await administrator.api.people.setCoFacilitator({ participantId: coFacilitator.id, on: true });
  const participant = await world.join(administrator, sessionId);
  const facilitator = await member('facilitator');
  const people: Record<Role, Person> = {
    administrator,
    facilitator,
    secretary: await member('secretary'),
    supervisor: await member('supervisor'),
    liaison: await member('liaison', unit.id),
    participant,
    coFacilitator,
  };
  const elsewhereToo = await world.invite(administrator, elsewhere.campaignId, 'facilitator');
  const { joinCode } = await administrator.api.sessions.get({ sessionId: otherSessionId });
  await elsewhereToo.api.participants.join({ code: joinCode ?? '', name: '小李', unit: '经发办' });
  const outsiders: Record<Outsider, Person> = {
    stranger: world.newPerson(),
    'user of another campaign': await world.invite(administrator, elsewhere.campaignId, 'facilitator'),
    'participant of another session': await world.join(administrator, otherSessionId),
    'participant of a session of another campaign': await world.join(administrator, elsewhere.sessionId),
    'participant of another session with an account': elsewhereToo,
    'participant who was removed': removed,
  };

  const [pointId] = world.addPoints(sessionId, theme.id, 1) as [string];
  const [removedPointId] = (await world.removePoints(sessionId, theme.id, [{ text: '删掉的' }])) as [string];
  const { snapshotId } = await administrator.api.snapshots.keep({ sessionId, label: '' });
  const note = { campaignId, role: 'secretary', unitId: null, note: '' } as const;
  const { id: invitationId } = await administrator.api.invitations.create(note);
  // Nobody's own: a liaison has rights on the actions of their unit.
  const action = await world.insertAction(campaign, { state: 'draft', leadUnitId: otherUnit.id });
  const userId = await facilitator.userId();
  const things = { pointId, removedPointId, snapshotId, invitationId, ...action, userId };
  return { ...campaign, ...things, people, outsiders, participantId: participant.id, removedId: removed.id };
}

let world: TestWorld;
let stage: Stage;
let doors: ReadonlyMap<string, readonly Door<unknown>[] | OpenDoor>;
let lastEventSeq: number;
beforeAll(async () => {
  world = await createTestWorld();
  stage = await createStage(world);
  doors = new Map(
    Object.entries(doorsOf(stage)).flatMap(([name, procedures]) =>
      Object.entries(procedures as Record<string, Door<unknown> | readonly Door<unknown>[] | OpenDoor>).map(
        ([procedure, row]) => [`${name}.${procedure}`, 'open' in row ? row : [row].flat()] as const,
      ),
    ),
  );
  lastEventSeq = await readLastEventSeq();
});
afterAll(() => world[Symbol.asyncDispose]());

async function readLastEventSeq(): Promise<number> {
  const campaign = await world.prisma.campaign.findUniqueOrThrow({ where: { id: stage.campaignId } });
  return campaign.lastEventSeq;
}

type AnyProcedure = { readonly _def: { readonly type: 'query' | 'mutation' | 'subscription' } };

/** What the router itself says that it has. */
const PROCEDURES = Object.entries(appRouter._def.procedures as unknown as Record<string, AnyProcedure>).map(
  ([path, procedure]) => [path, procedure._def.type] as const,
);
const paths = PROCEDURES.map(([path]) => path);

type AnyCaller = Readonly<Record<string, Readonly<Record<string, (input: unknown) => Promise<unknown>>>>>;

/** One request each for all that they try: who it is is asked once, what they may do each time. */
const callers = new Map<Person, AnyCaller>();
function callerOf(person: Person): AnyCaller {
  const caller = callers.get(person) ?? (world.call(person.request()) as unknown as AnyCaller);
  callers.set(person, caller);
  return caller;
}

/** Goes through the door; of a subscription, to its first event. */
async function enter(person: Person, path: string, input: unknown): Promise<unknown> {
  const [name = '', procedure = ''] = path.split('.');
  const answer = await callerOf(person)[name]?.[procedure]?.(input);
  if (answer === null || typeof answer !== 'object' || !(Symbol.asyncIterator in answer)) return answer;
  for await (const first of answer as AsyncIterable<unknown>) return first;
  throw new Error(`${path} ended without an event`);
}

function closedDoorsOf(path: string): readonly Door<unknown>[] {
  const row = doors.get(path);
  if (row === undefined) throw new Error(`${path} has no row`);
  return 'open' in row ? [] : row;
}

test('every procedure of the router has a row', () => {
  expect([...doors.keys()].sort()).toEqual([...paths].sort());
});

test('these alone are open to everybody', () => {
  const areOpen = paths.filter((path) => closedDoorsOf(path).length === 0);
  expect(areOpen.sort()).toEqual([
    'account.me',
    'account.setup',
    'campaigns.list',
    'instance.status',
    'invitations.accept',
    'invitations.preview',
    'participants.join',
    'participants.peek',
  ]);
});

describe.each(paths)('%s', (path) => {
  test('refuses whoever has no part in it', async () => {
    const outsiders = Object.keys(OUTSIDERS) as Outsider[];
    for (const door of closedDoorsOf(path)) {
      const refusals = await Promise.all(
        outsiders.map(async (who) => {
          const entering = enter(stage.outsiders[who], path, door.input);
          return [who, await nameOfRefusal(entering)] as const;
        }),
      );
      expect(refusals).toEqual(outsiders.map((who) => [who, OUTSIDERS[who][door.for]]));
    }
  });

  test('refuses every role without the right', async () => {
    for (const door of closedDoorsOf(path)) {
      const roles = ROLES.filter((role) => grantOf(role, door.capability) !== 'all');
      const refusals = await Promise.all(
        roles.map(async (role) => [role, await nameOfRefusal(enter(stage.people[role], path, door.input))] as const),
      );
      expect(refusals).toEqual(
        roles.map((role) => [
          role,
          door.for === 'account' && HAVE_NO_ACCOUNT.includes(role) ? 'notSignedIn' : 'forbidden',
        ]),
      );
    }
  });
});

/** Asking changes nothing, so everybody may ask in one world. */
test.each(PROCEDURES.filter(([, type]) => type !== 'mutation').map(([path]) => path))(
  '%s answers every role with the right',
  async (path) => {
    for (const door of closedDoorsOf(path)) {
      const roles = ROLES.filter((role) => grantOf(role, door.capability) === 'all');
      expect(roles).toContain('administrator');
      const answering = door.for === 'account' ? roles.filter((role) => !HAVE_NO_ACCOUNT.includes(role)) : roles;
      await Promise.all(answering.map((role) => enter(stage.people[role], path, door.input)));
    }
  },
);

async function nameOfRefusal(entering: Promise<unknown>): Promise<string> {
  try {
    return (await refusalOf(entering)).code;
  } catch (error) {
    return `not refused: ${error instanceof Error ? error.message : String(error)}`;
  }
}

test('the list of campaigns is for accounts, and has those alone in which they have a part', async () => {
  const { outsiders, people, campaignId } = stage;
  for (const person of [outsiders.stranger, outsiders['participant who was removed'], people.participant]) {
    expect((await refusalOf(person.api.campaigns.list())).code).toBe('notSignedIn');
  }
  const listed = async (person: Person) => (await person.api.campaigns.list()).map(({ id }) => id);
  expect(await listed(people.supervisor)).toEqual([campaignId]);
  expect(await listed(people.administrator)).toHaveLength(2);
  const others = await listed(outsiders['user of another campaign']);
  expect(others).toHaveLength(1);
  expect(others).not.toContain(campaignId);
});

test('a document of the campaign leaves the house for nobody without a part in it', async () => {
  const doorway = async (person: Person) => {
    const actor = await world.api.loadActor(person.headers());
    return nameOfRefusal(collectAgreedList(world.api, actor, { campaignId: stage.campaignId, scope: 'all' }));
  };
  for (const who of Object.keys(OUTSIDERS) as Outsider[]) {
    expect([who, await doorway(stage.outsiders[who])]).toEqual([who, OUTSIDERS[who].account]);
  }
});

test('the shared document is for nobody without a part in the session', async () => {
  for (const who of Object.keys(OUTSIDERS) as Outsider[]) {
    const permit = await world.api.authoriseSync(stage.outsiders[who].request(), stage.sessionId);
    expect([who, permit]).toEqual([who, { ok: false, refusal: OUTSIDERS[who].session }]);
  }
});

test('the code opens no session to a device that was removed from it, whatever it calls itself', async () => {
  const { people, outsiders, sessionId } = stage;
  const { joinCode } = await people.administrator.api.sessions.get({ sessionId });
  const code = joinCode ?? '';
  const { api } = outsiders['participant who was removed'];
  expect((await refusalOf(api.participants.peek({ code }))).code).toBe('removedFromSession');
  // The name that it had, and another.
  for (const name of ['小李', '小王']) {
    const joining = api.participants.join({ code, name, unit: '经发办' });
    expect((await refusalOf(joining)).code).toBe('removedFromSession');
  }
});

/** The last one: it looks back at what all the others tried. */
test('whoever was refused has changed nothing', async () => {
  expect(await readLastEventSeq()).toBe(lastEventSeq);
  expect(world.faults).toEqual([]);
});
