import { type Role, STAGE_SWITCHES, sessionRights } from '@gongyi/domain';
import type { SessionView } from '../api/trpc.ts';
import { ACCOUNT, testCampaign } from './test-campaign.ts';

let sessions = 0;

type Changes = Partial<SessionView> & { readonly latin?: boolean };

/**
 * One in which people vote, at the page of somebody with this role. Each a session of its own: what
 * a tab keeps for a session (its document, its drafts) outlives the test.
 */
export function testSession(role: Role, { latin = false, ...changes }: Changes = {}): SessionView {
  sessions += 1;
  const { id: campaignId, name: campaignName, themes, units, standing } = testCampaign(role, { latin });
  const switches = STAGE_SWITCHES.vote;
  return {
    id: `s-${sessions}`,
    title: latin ? 'First evening' : '第一场',
    campaignId,
    campaignName,
    themes,
    units,
    joinCode: null,
    mayJoin: true,
    closed: false,
    stage: 'vote',
    stageSince: '2026-03-01T08:00:00.000Z',
    switches,
    rights: sessionRights(standing, { stage: 'vote', switches, held: false, privateWriting: false }),
    anonymous: false,
    carriesOver: false,
    privateWriting: false,
    revealing: false,
    timer: null,
    voting: { budget: 3, perPoint: 2, totalsHidden: false },
    spotlight: null,
    hold: null,
    summon: null,
    serverNow: new Date().toISOString(),
    me: {
      kind: 'user',
      ...ACCOUNT,
      unit: '',
      standing,
      takesPart: true,
      author: { id: ACCOUNT.id, name: ACCOUNT.name, unit: '' },
    },
    ...changes,
  };
}
