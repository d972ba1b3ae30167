import type { ActionState } from '@gongyi/domain';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestWorld, type Person, refusalOf, settle, type TestWorld } from '../../test/test-world.ts';

let world: TestWorld;
let administrator: Person;
let secretary: Person;
let campaign: Awaited<ReturnType<TestWorld['newCampaign']>>;
beforeAll(async () => {
  world = await createTestWorld();
  administrator = await world.setUpAdministrator();
  campaign = await world.newCampaign(administrator);
  secretary = await world.invite(administrator, campaign.campaignId, 'secretary');
});
afterAll(() => world[Symbol.asyncDispose]());

test('only the fields given change, and the history says from what to what', async () => {
  const { unit, otherUnit } = campaign;
  const { actionId, version } = await world.insertAction(campaign, { state: 'draft', leadUnitId: unit.id });
  const edited = await secretary.api.actions.edit({
    actionId,
    version,
    fields: {
      goal: '新目标',
      deadline: '2027-02-28',
      supportUnitIds: [otherUnit.id, unit.id, otherUnit.id],
      leader: undefined,
    },
  });
  expect(edited).toMatchObject({
    goal: '新目标',
    deadline: '2027-02-28',
    leader: '李强',
    // The lead unit does not support itself, and nobody supports twice.
    supportUnitIds: [otherUnit.id],
    version: version + 1,
  });
  const [entry] = await secretary.api.actions.history({ actionId });
  expect(entry).toMatchObject({
    type: 'action.edited',
    data: {
      goal: { from: '目标', to: '新目标' },
      deadline: { from: '2027-01-31', to: '2027-02-28' },
      supportUnitIds: { from: [], to: [otherUnit.id] },
    },
  });
  const changed = entry?.type === 'action.edited' ? Object.keys(entry.data) : [];
  expect(changed.sort()).toEqual(['deadline', 'goal', 'supportUnitIds']);

  const same = await secretary.api.actions.edit({ actionId, version: edited.version, fields: { goal: '新目标' } });
  expect(same.version).toBe(edited.version);
  expect(await secretary.api.actions.history({ actionId })).toHaveLength(1);
});

const EDITABLE: Record<ActionState, boolean> = {
  draft: true,
  notStarted: true,
  inProgress: true,
  submitted: false,
  closed: false,
  deferred: false,
  ongoing: false,
};

test.each(Object.entries(EDITABLE) as [ActionState, boolean][])('in %s, editing is open: %s', async (state, isOpen) => {
  const { actionId, version } = await world.insertAction(campaign, { state, leadUnitId: campaign.unit.id });
  expect((await secretary.api.actions.get({ actionId })).mayEdit).toBe(isOpen);
  const editing = secretary.api.actions.edit({ actionId, version, fields: { measure: '新措施' } });
  if (isOpen) expect((await editing).measure).toBe('新措施');
  else expect(await refusalOf(editing)).toEqual({ code: 'actionFrozen', details: { state } });
});

test('a draft may lose anything; an agreed action may not lose what it was agreed with', async () => {
  const fields = { leader: '', owners: [], committed: false };
  const draft = await world.insertAction(campaign, { state: 'draft', leadUnitId: campaign.unit.id });
  const emptied = await secretary.api.actions.edit({ ...draft, fields });
  expect(emptied.missing).toEqual(['leader', 'owners', 'committed']);
  const agreed = await world.insertAction(campaign, { state: 'inProgress', leadUnitId: campaign.unit.id });
  expect(await refusalOf(secretary.api.actions.edit({ ...agreed, fields }))).toEqual({
    code: 'gateIncomplete',
    details: { missing: ['leader', 'owners', 'committed'] },
  });
});

test('units of another campaign are no units of this one', async () => {
  const { actionId, version } = await world.insertAction(campaign, { state: 'draft', leadUnitId: null });
  const other = await world.newCampaign(administrator);
  const fields = { leadUnitId: other.unit.id, supportUnitIds: [campaign.unit.id, other.otherUnit.id] };
  expect(await refusalOf(secretary.api.actions.edit({ actionId, version, fields }))).toEqual({
    code: 'invalidInput',
    details: { paths: ['fields.leadUnitId', 'fields.supportUnitIds'] },
  });
});

test('of two people who edit what both saw, one is asked to look again and nothing is overwritten', async () => {
  const { actionId, version } = await world.insertAction(campaign, { state: 'draft', leadUnitId: null });
  const { results, refusals } = await settle([
    secretary.api.actions.edit({ actionId, version, fields: { goal: '甲' } }),
    secretary.api.actions.edit({ actionId, version, fields: { goal: '乙' } }),
  ]);
  expect(refusals).toEqual(['versionConflict']);
  expect((await secretary.api.actions.get({ actionId })).goal).toBe(results[0]?.goal);
});
