import { DomainError, type MemberRole } from '@gongyi/domain';
import { expect, test } from 'vitest';
import type { ActorMembership, ActorUser } from '../actor.ts';
import {
  NO_STANDING,
  requireCapability,
  requireInCampaign,
  requireUser,
  standingOf,
  standingOfParticipant,
} from './standing.ts';

function userWith(memberships: readonly ActorMembership[], isAdministrator = false): ActorUser {
  return { id: 'u', name: '王芳', email: 'wang@example.com', isAdministrator, memberships };
}
function member(campaignId: string, role: MemberRole, unitId: string | null = null): ActorMembership {
  return { campaignId, role, unitId, unitName: unitId };
}

function refusalBy(attempt: () => unknown): string | null {
  try {
    attempt();
  } catch (error) {
    if (error instanceof DomainError) return error.code;
    throw error;
  }
  return null;
}

test('somebody is in a campaign what their memberships of it say, and nothing else', () => {
  const user = userWith([member('a', 'secretary'), member('a', 'liaison', 'unit'), member('b', 'facilitator')]);
  expect(standingOf(user, 'a')).toEqual({ roles: ['secretary', 'liaison'], unitIds: ['unit'] });
  expect(standingOf(user, 'b')).toEqual({ roles: ['facilitator'], unitIds: [] });
  for (const campaignId of ['c', null]) expect(standingOf(user, campaignId)).toEqual(NO_STANDING);
  expect(standingOf(null, 'a')).toEqual(NO_STANDING);
});

test('an administrator is one everywhere', () => {
  const user = userWith([member('a', 'supervisor')], true);
  expect(standingOf(user, 'a').roles).toEqual(['administrator', 'supervisor']);
  for (const campaignId of ['b', null]) expect(standingOf(user, campaignId).roles).toEqual(['administrator']);
});

test('a participant helps to lead when they were asked to', () => {
  expect(standingOfParticipant({ coFacilitator: false })).toEqual({ roles: ['participant'], unitIds: [] });
  expect(standingOfParticipant({ coFacilitator: true }).roles).toEqual(['participant', 'coFacilitator']);
});

test('a right of one campaign, or of one unit, is no right in another', () => {
  const user = userWith([member('a', 'liaison', 'unit')]);
  const actor = { user, signInId: 'i', deviceHash: null, deviceKey: null };
  expect(requireInCampaign(actor, 'a', 'action.view')).toEqual({
    user,
    standing: { roles: ['liaison'], unitIds: ['unit'] },
  });
  expect(refusalBy(() => requireInCampaign(actor, 'b', 'campaign.view'))).toBe('forbidden');
  expect(refusalBy(() => requireInCampaign(actor, 'a', 'campaign.edit'))).toBe('forbidden');
  // A right over the actions of one's unit is none over all of the campaign.
  expect(refusalBy(() => requireInCampaign(actor, 'a', 'action.accept'))).toBe('forbidden');
  const { standing } = requireInCampaign(actor, 'a', 'action.view');
  expect(refusalBy(() => requireCapability(standing, 'action.accept'))).toBe('forbidden');
});

test('a device is nobody who is signed in', () => {
  const device = { user: null, signInId: null, deviceHash: 'h', deviceKey: null };
  expect(refusalBy(() => requireUser(device))).toBe('notSignedIn');
  expect(refusalBy(() => requireInCampaign(device, 'a', 'campaign.view'))).toBe('notSignedIn');
});
