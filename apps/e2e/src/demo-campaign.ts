import { randomUUID } from 'node:crypto';
import { addPointToTheme, themeAreas } from '@gongyi/board';
import { DEMO_POINTS, DEMO_TEMPLATE_ID, formatJoinCode, TEMPLATES } from '@gongyi/domain';
import type { APIRequestContext } from '@playwright/test';
import type { Administrator } from './people/administrator.ts';
import { ApiCaller } from './people/api-caller.ts';
import { WORDS } from './words.ts';
import { writeIntoDocument } from './write-into-document.ts';

type Role = 'facilitator' | 'secretary' | 'supervisor';
type Theme = { readonly id: string; readonly name: string; readonly prompts: readonly string[] };
type Facts = { readonly id: string; readonly sessionId: string; readonly code: string };

/**
 * What `--demo` brings, once more: a campaign with an open session and its 60 points, which no
 * other scenario has.
 */
export class DemoCampaign implements Facts {
  readonly id: string;
  readonly sessionId: string;
  /** As it hangs on the wall: `ABCD-EFGH`. */
  readonly code: string;
  readonly #administrator: Administrator;

  private constructor(administrator: Administrator, { id, sessionId, code }: Facts) {
    this.id = id;
    this.sessionId = sessionId;
    this.code = code;
    this.#administrator = administrator;
  }

  static async open(administrator: Administrator): Promise<DemoCampaign> {
    const { api } = administrator;
    const { campaignName, sessionTitle } = WORDS['zh-CN'].demo;
    const campaign = { name: campaignName, ...demoTemplate() };
    const { campaignId } = await api.tells<{ campaignId: string }>('campaigns.create', campaign);
    const session = { campaignId, title: sessionTitle };
    const { sessionId } = await api.tells<{ sessionId: string }>('sessions.create', session);
    await api.tells('facilitation.setStage', { sessionId, from: 'brief', stage: 'collect' });
    const [only] = await api.asks<{ joinCode: string | null }[]>('sessions.list', { campaignId });
    await writeDemoPoints(administrator, sessionId);
    return new DemoCampaign(administrator, { id: campaignId, sessionId, code: formatJoinCode(only?.joinCode ?? '') });
  }

  /**
   * From now on whoever has these cookies belongs to the campaign, with an account of their own.
   */
  async admits(request: APIRequestContext, name: string, role: Role): Promise<void> {
    const { api, origin } = this.#administrator;
    const invitation = { campaignId: this.id, role, unitId: null, note: '' };
    const { token } = await api.tells<{ token: string }>('invitations.create', invitation);
    const account = { email: `${randomUUID()}@example.org`, password: 'fifty-nine horses' };
    const own = new ApiCaller(request, origin);
    await own.tells('invitations.accept', { token, account: { name, ...account } });
    await own.signsIn(account);
  }
}

function demoTemplate() {
  const template = TEMPLATES.find(({ id }) => id === DEMO_TEMPLATE_ID);
  if (template === undefined) throw new Error(`there is no template ${DEMO_TEMPLATE_ID}`);
  const units = [...template.units, ...DEMO_POINTS.map(({ unit }) => unit)].filter((unit) => unit !== '');
  return { templateId: template.id, themes: template.themes, units };
}

async function writeDemoPoints({ api, request, origin }: Administrator, sessionId: string): Promise<void> {
  const { themes, me } = await api.asks<{ themes: Theme[]; me: { id: string } }>('sessions.get', { sessionId });
  const areas = themeAreas(themes);
  const now = Date.now();
  await writeIntoDocument(request, { origin, sessionId }, (doc) => {
    doc.transact(() => {
      for (const [index, { theme, ...point }] of DEMO_POINTS.entries()) {
        const themeId = themes.find(({ name }) => name === theme)?.id;
        if (themeId === undefined) throw new Error(`the campaign has no theme ${theme}`);
        // Lists are in the order of writing, so each is a millisecond later than the one before.
        const createdAt = new Date(now + index).toISOString();
        addPointToTheme(doc, { ...point, themeId, authorId: me.id, author: '', createdAt }, areas);
      }
    });
  });
}
