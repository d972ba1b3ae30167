import type { Role } from '@gongyi/domain';
import type { CampaignView } from '../api/trpc.ts';
import type { Answers } from './fake-server.ts';

const THEMES: CampaignView['themes'] = [
  {
    id: 't-1',
    name: '打造一流营商环境',
    short: '营商环境',
    code: '营商',
    color: '#1d5f8a',
    icon: 'building',
    prompts: ['政策兑现'],
  },
  { id: 't-2', name: '呵护自然生态', short: '自然生态', code: '自然', color: '#2f7d4f', icon: 'leaf', prompts: [] },
];

const UNITS: CampaignView['units'] = [
  { id: 'u-1', name: '便民服务中心' },
  { id: 'u-2', name: '石桥村' },
];

/**
 * The same with Latin letters only, for pages in English: what is Chinese there was not translated.
 */
const LATIN_THEMES = THEMES.map((theme, index) => ({
  ...theme,
  name: `Theme ${index + 1}`,
  short: `T${index + 1}`,
  code: `T${index + 1}`,
  prompts: [],
}));
const LATIN_UNITS = UNITS.map((unit, index) => ({ ...unit, name: `Unit ${index + 1}` }));

export function testCampaign(role: Role, { latin = false } = {}): CampaignView {
  return {
    id: 'c-1',
    name: latin ? 'Town hall' : '春季活动',
    templateId: null,
    themes: latin ? LATIN_THEMES : THEMES,
    units: latin ? LATIN_UNITS : UNITS,
    standing: { roles: [role], unitIds: role === 'liaison' ? ['u-1'] : [] },
  };
}

/** Somebody who is signed in. */
export const ACCOUNT = { id: 'user-1', name: 'Lin', email: 'lin@example.org', isAdministrator: false };

/** What every page of a campaign asks. */
export function campaignAnswers(campaign: () => CampaignView) {
  return {
    account: { me: () => ({ user: ACCOUNT }) },
    campaigns: { get: () => campaign() },
    instance: { status: () => ({ needsSetup: false, origins: ['http://192.0.2.1:3000'] }) },
  } satisfies Answers;
}
