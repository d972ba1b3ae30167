import { LIMITS, newId } from '@gongyi/domain';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestWorld, type Person, refusalOf, settle, type TestWorld } from '../../test/test-world.ts';

let world: TestWorld;
let facilitator: Person;
beforeAll(async () => {
  world = await createTestWorld();
  facilitator = await world.setUpAdministrator();
});
afterAll(() => world[Symbol.asyncDispose]());

type Voter = Person & { readonly id: string; readonly authorId: string };

async function openVoting({ anonymous = false } = {}) {
  const campaign = await world.newCampaign(facilitator);
  const { sessionId, theme } = campaign;
  if (anonymous) await facilitator.api.facilitation.setAnonymous({ sessionId, on: true });
  const pointIds = world.addPoints(sessionId, theme.id, 3);
  await facilitator.api.facilitation.setStage({ sessionId, from: 'brief', stage: 'vote' });
  const cast = (person: Person, index = 0) =>
    person.api.votes.cast({ sessionId, voteId: newId<string>(), targetId: pointIds[index] ?? '' });
  /** Somebody who joins, and gives so many votes. */
  const voter = async (name: string, votes: number): Promise<Voter> => {
    const person = await world.join(facilitator, sessionId, name);
    for (let vote = 0; vote < votes; vote += 1) await cast(person, vote % 3);
    return person;
  };
  const connect = (...people: readonly Voter[]) =>
    void world.hall.here.set(sessionId, new Set(people.map(({ authorId }) => authorId)));
  const votesOf = async (person: Person) => (await person.api.votes.mine({ sessionId })).spent;
  const turnout = (person: Person = facilitator) => person.api.votes.turnout({ sessionId });
  const voidAway = (person: Person = facilitator) => person.api.votes.voidAway({ sessionId });
  const startAnew = (person: Person = facilitator) => person.api.votes.startAnew({ sessionId });
  const history = () =>
    world.prisma.event.findMany({
      where: { sessionId, type: { in: ['votes.voided', 'votes.startedAnew'] } },
      orderBy: { seq: 'asc' },
    });
  return { ...campaign, pointIds, cast, voter, connect, votesOf, turnout, voidAway, startAnew, history };
}

describe('whoever leads', () => {
  test('sees how many have voted beside how many are here, and nobody else does', async () => {
    const { voter, connect, turnout } = await openVoting();
    expect(await turnout()).toEqual({ present: 0, voters: 0, votes: 0, away: { votes: 0, people: 0 } });
    const [one, two, idle] = [await voter('一', 3), await voter('二', 2), await voter('三', 0)];
    connect(one, idle);
    expect(await turnout()).toEqual({ present: 2, voters: 2, votes: 5, away: { votes: 2, people: 1 } });
    connect(one, two, idle);
    expect(await turnout()).toEqual({ present: 3, voters: 2, votes: 5, away: { votes: 0, people: 0 } });
    expect((await refusalOf(turnout(one))).code).toBe('forbidden');
  });

  test('voids what those gave who are not here, all together, and nothing else', async () => {
    const { voter, connect, votesOf, turnout, voidAway, history, sessionId } = await openVoting();
    const [here, gone, removed, alsoHere] = [
      await voter('在场', 3),
      await voter('走了', 2),
      await voter('移出', 1),
      await voter('也在场', 4),
    ];
    await facilitator.api.people.remove({ participantId: removed.id });
    connect(here, alsoHere);
    expect(await voidAway()).toEqual({ votes: 3, people: 2 });
    expect(await Promise.all([here, gone, alsoHere].map(votesOf))).toEqual([3, 0, 4]);
    expect(await turnout()).toMatchObject({ voters: 2, votes: 7, away: { votes: 0, people: 0 } });
    // Once more there is nothing to do, and nothing to tell.
    expect(await voidAway()).toEqual({ votes: 0, people: 0 });
    expect(await history()).toMatchObject([
      {
        type: 'votes.voided',
        subjectId: sessionId,
        actorKind: 'user',
        actorId: await facilitator.userId(),
        data: { votes: 3, people: 2 },
      },
    ]);
  });

  test('starts anew: all votes are gone, and everybody has all of theirs again', async () => {
    const { voter, connect, cast, votesOf, turnout, startAnew, history, sessionId } = await openVoting();
    const [here, gone] = [await voter('在场', 5), await voter('走了', 2)];
    connect(here);
    expect((await refusalOf(cast(here))).code).toBe('voteBudgetSpent');
    expect(await startAnew()).toEqual({ votes: 7, people: 2 });
    expect(await turnout()).toMatchObject({ voters: 0, votes: 0 });
    expect(await startAnew()).toEqual({ votes: 0, people: 0 });
    expect((await history()).map(({ type, data }) => ({ type, data }))).toEqual([
      { type: 'votes.startedAnew', data: { votes: 7, people: 2 } },
    ]);
    await cast(here);
    expect(await Promise.all([here, gone].map(votesOf))).toEqual([1, 0]);
    // What a first vote locks is open again until there is one.
    await startAnew();
    await facilitator.api.votes.setSettings({ sessionId, budget: 1, perPoint: 1, totalsHidden: true });
  });

  test('does neither in a session that has ended, and both whether or not it votes now', async () => {
    const { voter, votesOf, voidAway, startAnew, sessionId } = await openVoting();
    const gone = await voter('走了', 2);
    await facilitator.api.sessions.close({ sessionId });
    for (const attempt of [voidAway, startAnew]) expect((await refusalOf(attempt())).code).toBe('sessionClosed');
    expect(await votesOf(gone)).toBe(2);
    await facilitator.api.sessions.reopen({ sessionId });
    await facilitator.api.facilitation.setStage({ sessionId, from: 'vote', stage: 'agree' });
    expect(await voidAway()).toEqual({ votes: 2, people: 1 });
  });

  test('may be a co-facilitator, and is no participant or secretary', async () => {
    const { voter, voidAway, startAnew, sessionId, campaignId } = await openVoting();
    const helper = await voter('协助', 1);
    const secretary = await world.invite(facilitator, campaignId, 'secretary');
    for (const person of [helper, secretary]) {
      for (const attempt of [voidAway, startAnew]) {
        expect((await refusalOf(attempt(person))).code).toBe('forbidden');
      }
    }
    await facilitator.api.people.setCoFacilitator({ participantId: helper.id, on: true });
    expect(await voidAway(helper)).toEqual({ votes: 1, people: 1 });
    const [event] = await world.prisma.event.findMany({ where: { sessionId, type: 'votes.voided' } });
    expect(event).toMatchObject({ actorKind: 'participant', actorId: helper.id });
  });
});

test('the votes of other sessions are left alone', async () => {
  const [one, other] = [await openVoting(), await openVoting()];
  const [mine, theirs] = [await one.voter('一', 2), await other.voter('二', 3)];
  await one.voidAway();
  await one.startAnew();
  expect([await one.votesOf(mine), await other.votesOf(theirs)]).toEqual([0, 3]);
});

describe('in an anonymous session', () => {
  test('votes of one or two people stay: the totals would tell what they had voted for', async () => {
    const least = LIMITS.anonymousVoidPeople;
    const { voter, connect, turnout, voidAway, history } = await openVoting({ anonymous: true });
    const voters: Voter[] = [];
    for (let count = 0; count <= least; count += 1) voters.push(await voter('', 1));
    connect(...voters.slice(least - 1));
    expect(await turnout()).toEqual({
      present: 2,
      voters: least + 1,
      votes: least + 1,
      // One who goes, or is sent away, does not show how many they gave.
      away: { votes: null, people: least - 1 },
    });
    expect(await refusalOf(voidAway())).toEqual({ code: 'tooFewAway', details: { least } });
    expect(await turnout()).toMatchObject({ voters: least + 1 });
    connect(...voters.slice(least));
    expect(await voidAway()).toEqual({ votes: least, people: least });
    const [event] = await history();
    // Counts, and nobody's id.
    expect(event?.data).toEqual({ votes: least, people: least });
  });

  test('nobody being away is no refusal, and starting anew asks for no number', async () => {
    const { voter, connect, voidAway, startAnew } = await openVoting({ anonymous: true });
    const only = await voter('', 2);
    connect(only);
    expect(await voidAway()).toEqual({ votes: 0, people: 0 });
    connect();
    expect(await startAnew()).toEqual({ votes: 2, people: 1 });
  });
});

describe('between the question and the click', () => {
  test('somebody who comes back keeps their votes, and the answer has the true numbers', async () => {
    const { voter, connect, votesOf, turnout, voidAway } = await openVoting();
    const [back, gone] = [await voter('回来', 2), await voter('走了', 1)];
    connect();
    expect((await turnout()).away).toEqual({ votes: 3, people: 2 });
    connect(back);
    expect(await voidAway()).toEqual({ votes: 1, people: 1 });
    expect(await Promise.all([back, gone].map(votesOf))).toEqual([2, 0]);
  });

  test('nobody votes while it is asked who is here: a vote is voided and counted, or given after it', async () => {
    const { sessionId, voter, connect, cast, votesOf, voidAway } = await openVoting();
    const late = await voter('刚来', 1);
    connect();
    const casting: Promise<unknown>[] = [];
    let answered = false;
    world.hall.gate = async () => {
      world.hall.gate = undefined;
      // By now the session is locked.
      const vote = cast(late).then(() => expect(answered).toBe(true));
      casting.push(vote);
      // Long enough for a vote that waits for nothing.
      for (let turn = 0; turn < 20; turn += 1) await late.api.votes.mine({ sessionId });
      expect(await votesOf(late)).toBe(1);
      answered = true;
    };
    expect(await voidAway()).toEqual({ votes: 1, people: 1 });
    await Promise.all(casting);
    expect(await votesOf(late)).toBe(1);
  });

  test('when nobody can say who is here, nothing is voided', async () => {
    const { voter, votesOf, voidAway, history } = await openVoting();
    const gone = await voter('走了', 2);
    world.hall.gate = () => {
      world.hall.gate = undefined;
      throw new Error('the log cannot be read');
    };
    await expect(voidAway()).rejects.toThrow();
    expect(await votesOf(gone)).toBe(2);
    expect(await history()).toEqual([]);
    expect(world.faults).toHaveLength(1);
    world.faults.length = 0;
  });

  test('what a racing hall was told it gave is there, or was counted as voided', async () => {
    const { sessionId, voter, connect, cast, voidAway, startAnew } = await openVoting();
    const voters = await Promise.all(Array.from({ length: 6 }, (_, index) => voter(`代表${index}`, 0)));
    connect(...voters.slice(0, 3));
    const given = settle(voters.flatMap((person) => [0, 1, 2, 0, 1].map((index) => cast(person, index))));
    const voided = Promise.all([voidAway(), voidAway(), startAnew()]);
    const { results } = await given;
    const gone = (await voided).reduce((sum, { votes }) => sum + votes, 0);
    expect(await world.prisma.vote.count({ where: { sessionId } })).toBe(results.length - gone);
    expect(world.faults).toEqual([]);
  });
});
