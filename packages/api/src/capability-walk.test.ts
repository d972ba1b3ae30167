import {
  type ActionMove,
  type ActionState,
  CAPABILITIES,
  type Capability,
  DomainError,
  grantOf,
  newId,
  ROLES,
  type Role,
} from '@gongyi/domain';
import { TRPCError } from '@trpc/server';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { collectAgreedList } from './test/collect-agreed-list.ts';
import { createTestWorld, EMPTY_FIELDS, type Person, refusalOf, type TestWorld } from './test/test-world.ts';

/**
 * Every role × every capability, through the doors that people use. What is expected is read from
 * the table in domain; a new capability without a probe here does not compile, and a procedure that
 * asks for the wrong one is caught by some role.
 */

/** Rights inside the document, proved by the sync server's tests. */
type InDocument = 'point.editOwn' | 'point.editAny';
type Stage = Awaited<ReturnType<typeof createStage>>;
/**
 * Prepares what the person then tries, so that the attempt fails for want of the right or not at
 * all.
 */
type Probe = (stage: Stage, person: Person, leadUnitId: string) => Promise<() => Promise<unknown>>;

const PROBES: Record<Exclude<Capability, InDocument>, Probe> = {
  'campaign.create': async (_stage, person) => () => {
    const theme = (code: string) => ({ name: code, short: code, code, color: '#112233', icon: 'star', prompts: [] });
    const themes = [theme('A'), theme('B'), theme('C')];
    return person.api.campaigns.create({ name: 'Another', templateId: null, themes, units: [] });
  },
  'campaign.view':
    async ({ campaignId }, person) =>
    () =>
      person.api.campaigns.get({ campaignId }),
  'campaign.edit':
    async ({ campaignId }, person) =>
    async () => {
      // All four doors; each alone would have to refuse, so the attempt fails as soon as one lets
      // nobody in.
      await person.api.campaigns.rename({ campaignId, name: 'Renamed' });
      await person.api.units.add({ campaignId, names: ['Extra'] });
      const { units } = await person.api.campaigns.get({ campaignId });
      const unitId = units.find(({ name }) => name === 'Extra')?.id ?? '';
      await person.api.units.rename({ unitId, name: 'Extra renamed' });
      await person.api.units.remove({ unitId });
    },
  'member.view':
    async ({ campaignId }, person) =>
    () =>
      person.api.members.list({ campaignId }),
  'member.manage': async ({ campaignId, world }, person) => {
    const userId = newId<string>();
    const memberships = { create: { id: newId(), campaignId, role: 'supervisor' as const, createdAt: new Date() } };
    await world.prisma.user.create({
      data: { id: userId, name: 'Leaving', email: `${userId}@gongyi.test`, memberships },
    });
    return async () => {
      const { id } = await person.api.invitations.create({ campaignId, role: 'secretary', unitId: null, note: '' });
      await person.api.invitations.revoke({ invitationId: id });
      await person.api.members.remove({ campaignId, userId });
    };
  },
  'session.open':
    async ({ campaignId }, person) =>
    async () => {
      const { sessionId } = await person.api.sessions.create({ campaignId, title: 'New' });
      const { joinCode } = await person.api.sessions.renewCode({ sessionId });
      const session = await person.api.sessions.get({ sessionId });
      expect(session.joinCode).toBe(joinCode);
    },
  'session.close': async ({ campaignId, administrator }, person) => {
    const { sessionId } = await administrator.api.sessions.create({ campaignId, title: 'To close' });
    return async () => {
      await person.api.sessions.close({ sessionId });
      await person.api.sessions.reopen({ sessionId });
    };
  },
  'session.view':
    async ({ sessionId }, person) =>
    async () => {
      await person.api.sessions.get({ sessionId });
      await person.api.actions.badges({ sessionId });
    },
  'session.restore': async ({ campaignId, theme, administrator, world }, person) => {
    const { sessionId } = await administrator.api.sessions.create({ campaignId, title: 'To restore' });
    const { snapshotId: kept } = await administrator.api.snapshots.keep({ sessionId, label: '' });
    const pointIds = await world.removePoints(sessionId, theme.id, [{ text: 'Deleted' }]);
    return () =>
      sameOfAll([
        () => person.api.snapshots.restore({ sessionId, snapshotId: kept }),
        () => person.api.snapshots.keep({ sessionId, label: 'Mine' }),
        () => person.api.snapshots.list({ sessionId }),
        () => person.api.removedPoints.restore({ sessionId, pointIds }),
        () => person.api.removedPoints.list({ sessionId }),
      ]);
  },
  'session.lead': async ({ campaignId, sessionId, participantId, spare, world }, person) => {
    await world.prisma.session.update({ where: { id: sessionId }, data: { stage: 'collect', holdUntil: null } });
    const [pointId] = world.addPoints(sessionId, campaignId, 1) as [string];
    const doors: (() => Promise<unknown>)[] = [
      () => person.api.facilitation.setStage({ sessionId, from: 'collect', stage: 'sort' }),
      () => person.api.facilitation.setSwitch({ sessionId, name: 'draw', on: true }),
      () => person.api.facilitation.setTimer({ sessionId, to: 'start', minutes: 1 }),
      () => person.api.facilitation.setSpotlight({ sessionId, pointId }),
      () => person.api.facilitation.summon({ sessionId, view: { x: 0, y: 0, w: 100, h: 100 } }),
      () => person.api.facilitation.hold({ sessionId }),
      () => person.api.facilitation.release({ sessionId }),
      () => person.api.facilitation.setAnonymous({ sessionId, on: false }),
      () => person.api.facilitation.setJoining({ sessionId, on: false }),
      () => person.api.facilitation.setJoining({ sessionId, on: true }),
      () => person.api.facilitation.setPrivateWriting({ sessionId, on: false }),
      () => person.api.privatePoints.reveal({ sessionId }),
      () => person.api.votes.setSettings({ sessionId, budget: 50, perPoint: 50, totalsHidden: false }),
      () => person.api.votes.remaining({ sessionId }),
      () => person.api.votes.turnout({ sessionId }),
      () => person.api.votes.voidAway({ sessionId }),
      () => person.api.votes.startAnew({ sessionId }),
      () => person.api.people.list({ sessionId }),
      () => person.api.people.rename({ participantId, name: '小李', unit: '经发办' }),
      () => person.api.people.remove({ participantId: spare }),
      () => person.api.people.readmit({ participantId: spare }),
    ];
    return () => sameOfAll(doors);
  },
  'session.appoint':
    async ({ spare }, person) =>
    async () => {
      await person.api.people.setCoFacilitator({ participantId: spare, on: true });
      await person.api.people.setCoFacilitator({ participantId: spare, on: false });
    },
  'point.vote': async ({ campaignId, sessionId, world }, person) => {
    const [targetId] = world.addPoints(sessionId, campaignId, 1) as [string];
    const open = { stage: 'vote', mayVote: true, voteBudget: 50, votesPerPoint: 50, voteTotalsHidden: false } as const;
    await world.prisma.session.update({ where: { id: sessionId }, data: open });
    const voteId = newId<string>();
    return () =>
      sameOfAll([
        () => person.api.votes.cast({ sessionId, voteId, targetId }),
        () => person.api.votes.withdraw({ sessionId, voteId }),
      ]);
  },
  'point.dispose': async ({ campaignId, sessionId, world }, person) => {
    const pointIds = world.addPoints(sessionId, campaignId, 2);
    return () =>
      sameOfAll([
        () => person.api.outcomes.dispose({ sessionId, pointIds, disposition: 'deferred' }),
        () => person.api.outcomes.undispose({ sessionId, pointIds }),
      ]);
  },
  'point.add':
    async ({ sessionId, world }, person) =>
    async () => {
      const permit = await world.api.authoriseSync(person.request(), sessionId);
      if (!permit.ok) throw new DomainError(permit.refusal);
      if (permit.rights.add === 'none') throw new DomainError('forbidden');
    },
  'point.promote': async ({ sessionId, theme, world }, person) => {
    const pointIds = world.addPoints(sessionId, theme.id, 1);
    return () => person.api.actions.promote({ sessionId, themeId: theme.id, pointIds, fields: EMPTY_FIELDS });
  },
  'action.view': async (stage, person, leadUnitId) => {
    const { actionId } = await stage.world.insertAction(stage, { state: 'draft', leadUnitId });
    return async () => {
      await person.api.actions.page({ campaignId: stage.campaignId });
      await person.api.actions.counts({ campaignId: stage.campaignId });
      await person.api.actions.people({ campaignId: stage.campaignId });
      await person.api.actions.summary({ actionId });
      await person.api.actions.get({ actionId });
      await person.api.actions.history({ actionId });
    };
  },
  'action.edit': async (stage, person, leadUnitId) => {
    const { actionId, version } = await stage.world.insertAction(stage, { state: 'draft', leadUnitId });
    return () => person.api.actions.edit({ actionId, version, fields: { goal: 'Another goal' } });
  },
  'action.agree': moveProbe('draft', 'agree'),
  'action.accept': moveProbe('notStarted', 'accept'),
  'action.submit': moveProbe('inProgress', 'submit'),
  'action.verify': moveProbe('submitted', 'verify'),
  'action.reopen': moveProbe('closed', 'reopen'),
  'action.setAside': moveProbe('inProgress', 'defer'),
  'list.export':
    async ({ campaignId, world }, person) =>
    async () =>
      collectAgreedList(world.api, await world.api.loadActor(person.headers()), { campaignId, scope: 'all' }),
};

/** All succeed, or each is refused, in the same way: a door left open would be found. */
async function sameOfAll(doors: readonly (() => Promise<unknown>)[]): Promise<void> {
  const refusals = new Set<string>();
  for (const open of doors) {
    try {
      await open();
      refusals.add('none');
    } catch (error) {
      const cause = error instanceof TRPCError ? error.cause : error;
      if (!(cause instanceof DomainError)) throw error;
      refusals.add(cause.code);
      if (doors.indexOf(open) === doors.length - 1 && refusals.size === 1) throw error;
    }
  }
  expect([...refusals]).toEqual(['none']);
}

function moveProbe(state: ActionState, move: ActionMove): Probe {
  return async (stage, person, leadUnitId) => {
    const { actionId, version } = await stage.world.insertAction(stage, { state, leadUnitId });
    return () => person.api.actions.move({ actionId, version, move, text: 'because', reviewDate: '2027-02-01' });
  };
}

async function createStage(world: TestWorld) {
  const administrator = await world.setUpAdministrator();
  const campaign = await world.newCampaign(administrator);
  const { campaignId, sessionId, unit } = campaign;
  const facilitator = await world.invite(administrator, campaignId, 'facilitator');
  // An administrator and nothing else: their own membership would hide what administrators may not
  // do.
  await facilitator.api.members.remove({ campaignId, userId: await administrator.userId() });

  const participant = world.newPerson();
  const { joinCode } = await facilitator.api.sessions.get({ sessionId });
  await participant.api.participants.join({ code: joinCode ?? '', name: '小李', unit: unit.name });

  const joinAnother = async () => {
    const person = world.newPerson();
    await person.api.participants.join({ code: joinCode ?? '', name: '小王', unit: unit.name });
    return { person, id: (await person.api.sessions.get({ sessionId })).me.id };
  };
  const { me } = await participant.api.sessions.get({ sessionId });
  const { id: spare } = await joinAnother();
  const { person: coFacilitator, id } = await joinAnother();
  await facilitator.api.people.setCoFacilitator({ participantId: id, on: true });

  const people: Record<Role, Person> = {
    administrator,
    facilitator,
    secretary: await world.invite(facilitator, campaignId, 'secretary'),
    supervisor: await world.invite(facilitator, campaignId, 'supervisor'),
    liaison: await world.invite(facilitator, campaignId, 'liaison', unit.id),
    participant,
    coFacilitator,
  };
  return { ...campaign, world, administrator, people, participantId: me.id, spare };
}

let world: TestWorld;
let stage: Stage;
beforeAll(async () => {
  world = await createTestWorld();
  stage = await createStage(world);
});
afterAll(() => world[Symbol.asyncDispose]());

const PROBED = CAPABILITIES.filter((capability) => capability in PROBES) as (keyof typeof PROBES)[];

const HAVE_NO_ACCOUNT: readonly Role[] = ['participant', 'coFacilitator'];
/** Doors of a session, at which participants are known. */
const OPEN_TO_PARTICIPANTS: readonly Capability[] = ['session.lead', 'session.appoint', 'point.vote', 'point.dispose'];

describe.each(ROLES)('%s', (role) => {
  test.each(PROBED)('%s', async (capability) => {
    const person = stage.people[role];
    const probe = PROBES[capability];
    const onOwnUnit = await probe(stage, person, stage.unit.id);
    const prepareOtherUnit = () => probe(stage, person, stage.otherUnit.id);
    switch (grantOf(role, capability)) {
      case 'all':
        await onOwnUnit();
        await (await prepareOtherUnit())();
        break;
      case 'ownUnit': {
        await onOwnUnit();
        const onOtherUnit = await prepareOtherUnit();
        expect((await refusalOf(onOtherUnit())).code).toBe('forbidden');
        break;
      }
      case 'none':
        // A participant has no account: doors for people with one say so.
        expect((await refusalOf(onOwnUnit())).code).toBe(
          HAVE_NO_ACCOUNT.includes(role) && !OPEN_TO_PARTICIPANTS.includes(capability) ? 'notSignedIn' : 'forbidden',
        );
    }
  });
});

test.each(PROBED)('somebody with no part in the campaign is refused %s', async (capability) => {
  const other = await otherCampaign();
  const insider = await PROBES[capability](stage, other.facilitator, stage.unit.id);
  expect((await refusalOf(insider())).code).toBe('forbidden');
  const nobody = await PROBES[capability](stage, world.newPerson(), stage.unit.id);
  expect((await refusalOf(nobody())).code).toBe('notSignedIn');
});

let others: Promise<{ facilitator: Person }> | undefined;
function otherCampaign() {
  others ??= (async () => {
    const { campaignId } = await world.newCampaign(stage.administrator);
    return { facilitator: await world.invite(stage.administrator, campaignId, 'facilitator') };
  })();
  return others;
}
