import { newId } from '@gongyi/domain';
import { expect, test } from 'vitest';
import { createTestWorld, EMPTY_FIELDS, type Person, type TestWorld } from './test/test-world.ts';

/**
 * Sessions in which everything has the same ids, as a copy of a document has them, and the same
 * people: what is asked of one says nothing of the other, and what is done in one changes nothing
 * in the other. Each session is two: one in which people vote, and one in which they write
 * privately.
 */

const POINTS = ['point-1', 'point-2', 'point-3', 'point-4'] as const;
const VOTES = ['vote-1', 'vote-2', 'vote-3'] as const;
const PRIVATE = ['private-1', 'private-2'] as const;

type Campaign = Awaited<ReturnType<TestWorld['newCampaign']>>;
type Cast = { readonly world: TestWorld; readonly leader: Person; readonly secretary: Person };
type Pair = Campaign & { readonly votedId: string; readonly quietId: string; readonly phone: Person };

const privatePoint = (sessionId: string, themeId: string, pointId: string, text = '悄悄写的') => ({
  sessionId,
  themeId,
  pointId,
  text,
});

async function openPair({ world, leader, secretary }: Cast, campaign: Campaign): Promise<Pair> {
  const { campaignId, theme, otherTheme } = campaign;
  const create = async () => (await leader.api.sessions.create({ campaignId, title: '又一场' })).sessionId;
  const [votedId, quietId] = [await create(), await create()];

  world.addPoints(votedId, theme.id, POINTS.length, [...POINTS]);
  const [misplaced = ''] = world.addPoints(votedId, theme.id, 1);
  const text = otherTheme.prompts[0] ?? '';
  const points = world.points.get(votedId) ?? [];
  world.points.set(
    votedId,
    points.map((point) => (point.id === misplaced ? { ...point, text } : point)),
  );
  await world.removePoints(votedId, theme.id, [{ text: '删掉的' }]);
  const phone = await world.join(leader, votedId, '代表', newId<string>().slice(0, 8));
  const removed = await world.join(leader, votedId, '走了', '石桥村');
  await leader.api.people.remove({ participantId: removed.id });
  await leader.api.snapshots.keep({ sessionId: votedId, label: '午休' });
  await leader.api.facilitation.setStage({ sessionId: votedId, from: 'brief', stage: 'vote' });
  for (const voteId of VOTES.slice(0, 2)) {
    await secretary.api.votes.cast({ sessionId: votedId, voteId, targetId: POINTS[0] });
  }
  const deferred = { disposition: 'deferred', reason: '' } as const;
  await leader.api.outcomes.dispose({ sessionId: votedId, pointIds: [POINTS[1], POINTS[2]], ...deferred });
  await promote(leader, votedId, theme.id, POINTS[0]);

  await leader.api.facilitation.setPrivateWriting({ sessionId: quietId, on: true });
  for (const id of PRIVATE) await secretary.api.privatePoints.write(privatePoint(quietId, theme.id, id));
  await secretary.api.prompts.answer({ sessionId: quietId, themeId: theme.id, prompt: 0, noProblem: true });
  return { ...campaign, votedId, quietId, phone };
}

function promote({ api }: Person, sessionId: string, themeId: string, pointId: string) {
  return api.actions.promote({ sessionId, themeId, pointIds: [pointId], fields: EMPTY_FIELDS });
}

/** All that can be changed or taken back of what `openPair` did. */
async function change({ leader, secretary }: Cast, { theme, votedId, quietId }: Pair): Promise<void> {
  const [one, two, three] = VOTES;
  await secretary.api.votes.withdraw({ sessionId: votedId, voteId: one });
  await secretary.api.votes.withdraw({ sessionId: votedId, voteId: two });
  await secretary.api.votes.cast({ sessionId: votedId, voteId: three, targetId: POINTS[3] });
  const refused = { disposition: 'notAdopted', reason: '重复' } as const;
  await leader.api.outcomes.dispose({ sessionId: votedId, pointIds: [POINTS[1], POINTS[3]], ...refused });
  await leader.api.outcomes.undispose({ sessionId: votedId, pointIds: [...POINTS] });
  await promote(leader, votedId, theme.id, POINTS[2]);

  const [kept, gone] = PRIVATE;
  await secretary.api.privatePoints.edit(privatePoint(quietId, theme.id, kept, '改过的'));
  await secretary.api.privatePoints.delete({ sessionId: quietId, pointId: gone });
  await secretary.api.prompts.answer({ sessionId: quietId, themeId: theme.id, prompt: 0, noProblem: false });
  await leader.api.privatePoints.reveal({ sessionId: quietId });
}

async function readSession({ api }: Person, sessionId: string) {
  const of = { sessionId };
  return {
    session: await api.sessions.get(of),
    myVotes: await api.votes.mine(of),
    totals: await api.votes.totals(of),
    results: await api.votes.results(of),
    open: await api.outcomes.open(of),
    dispositions: await api.outcomes.dispositions(of),
    summary: await api.outcomes.summary(of),
    mine: await api.privatePoints.mine(of),
    counts: await api.privatePoints.counts(of),
    answers: await api.prompts.answers(of),
    badges: await api.actions.badges(of),
  };
}

async function readAsLeader({ api }: Person, sessionId: string) {
  const of = { sessionId };
  return {
    people: await api.people.list(of),
    remaining: await api.votes.remaining(of),
    snapshots: await api.snapshots.list(of),
    removed: await api.removedPoints.list(of),
    suggestions: await api.suggestions.list(of),
  };
}

async function readPair({ leader, secretary }: Cast, { votedId, quietId, phone }: Pair) {
  return {
    voted: await readSession(secretary, votedId),
    quiet: await readSession(secretary, quietId),
    votedOnPhone: await readSession(phone, votedId),
    votedByLeader: await readAsLeader(leader, votedId),
    quietByLeader: await readAsLeader(leader, quietId),
  };
}

async function readCampaign({ leader: { api } }: Cast, { campaignId }: Campaign) {
  const of = { campaignId };
  return {
    campaign: await api.campaigns.get(of),
    sessions: await api.sessions.list(of),
    members: await api.members.list(of),
    actions: await api.actions.page(of),
    counts: await api.actions.counts(of),
    named: await api.actions.people(of),
  };
}

/** What `openPair` made, whatever there is elsewhere. */
const FILLED = {
  voted: {
    myVotes: { spent: 2, votes: [{ id: VOTES[0] }, { id: VOTES[1] }] },
    totals: { voters: 1 },
    dispositions: [{ pointId: POINTS[1] }, { pointId: POINTS[2] }],
    summary: { counts: { people: 1, points: 5, votes: 2, promoted: 1, deferred: 2 } },
  },
  quiet: { mine: [{}, {}], counts: { points: 2, people: 1 }, answers: [{ mine: true }] },
  votedByLeader: { people: [{}, {}], snapshots: [{}, {}], removed: [{}] },
};

test.each(['the same', 'another'])('a session knows nothing of one of %s campaign', async (which) => {
  const now = new Date('2026-12-01T08:00:00Z');
  await using world = await createTestWorld({ now: () => now });
  const leader = await world.setUpAdministrator();
  const campaign = await world.newCampaign(leader);
  const secretary = await world.invite(leader, campaign.campaignId, 'secretary');
  const cast = { world, leader, secretary };
  const pair = await openPair(cast, campaign);
  const before = await readPair(cast, pair);
  const campaignBefore = await readCampaign(cast, campaign);
  expect(before).toMatchObject(FILLED);
  expect(before.votedByLeader.suggestions.themes).not.toEqual([]);

  const openAndChangeAnother = async (of: Campaign) => {
    const another = await openPair(cast, of);
    expect(await readPair(cast, another)).toMatchObject(FILLED);
    expect(await readPair(cast, pair)).toEqual(before);
    await change(cast, another);
    expect(await readPair(cast, pair)).toEqual(before);
  };
  if (which === 'the same') {
    await openAndChangeAnother(campaign);
    return;
  }
  const other = await world.newCampaign(leader);
  const { campaignId } = other;
  const create = (role: 'secretary' | 'supervisor') =>
    leader.api.invitations.create({ campaignId, role, unitId: null, note: '' });
  await secretary.api.invitations.accept({ token: (await create('secretary')).token });
  await world.invite(leader, campaignId, 'liaison', other.unit.id);
  await create('supervisor');
  await openAndChangeAnother(other);
  expect(await readCampaign(cast, campaign)).toEqual(campaignBefore);
});
