import { DEMO_POINTS, DEMO_TEMPLATE_ID, TEMPLATES } from '@gongyi/domain';
import { insertCampaign, type ThemeView, toThemeView } from '../../campaigns/index.ts';
import { BY_SYSTEM, decide } from '../../kernel/decide.ts';
import type { ServiceDeps } from '../../kernel/service-deps.ts';
import { insertSession, joinCodeExpiry } from './create-session.ts';

const DEMO_SESSION_KEY = 'demo_session_id';

export type DemoSession = {
  readonly campaignId: string;
  readonly sessionId: string;
  readonly joinCode: string;
  readonly themes: readonly ThemeView[];
  /** True when this call made it, so that its points are still to be written. */
  readonly isNew: boolean;
};

/**
 * The demo campaign and its open session; made by the first call, found again by later ones, its
 * code good for joining.
 */
export async function ensureDemo(
  deps: ServiceDeps,
  names: { readonly campaignName: string; readonly sessionTitle: string },
): Promise<DemoSession> {
  return (await findDemo(deps)) ?? createDemo(deps, names);
}

async function findDemo(deps: ServiceDeps): Promise<DemoSession | null> {
  const setting = await deps.prisma.instanceSetting.findUnique({ where: { key: DEMO_SESSION_KEY } });
  if (setting === null) return null;
  const { count } = await deps.prisma.session.updateMany({
    where: { id: setting.value },
    data: { codeExpiresAt: joinCodeExpiry(deps.now()) },
  });
  if (count === 0) return null;
  const { id, campaignId, joinCode, campaign } = await deps.prisma.session.findUniqueOrThrow({
    where: { id: setting.value },
    include: { campaign: { include: { themes: { orderBy: { position: 'asc' } } } } },
  });
  return { campaignId, sessionId: id, joinCode, themes: campaign.themes.map(toThemeView), isNew: false };
}

async function createDemo(
  deps: ServiceDeps,
  { campaignName, sessionTitle }: { readonly campaignName: string; readonly sessionTitle: string },
): Promise<DemoSession> {
  const template = TEMPLATES.find(({ id }) => id === DEMO_TEMPLATE_ID);
  if (template === undefined) throw new Error(`there is no template ${DEMO_TEMPLATE_ID}`);
  const units = [...new Set([...template.units, ...DEMO_POINTS.map(({ unit }) => unit)])].filter((unit) => unit !== '');
  const themes = template.themes.map((theme) => ({ ...theme, prompts: [...theme.prompts] }));
  return decide(deps, async (tx, append) => {
    const now = deps.now();
    const campaign = { name: campaignName, templateId: template.id, themes, units, now };
    const { campaignId } = await insertCampaign(tx, append, campaign, BY_SYSTEM, null);
    // With points in it that people may add to.
    const session = { campaignId, title: sessionTitle, now, stage: 'collect' as const };
    const { sessionId, joinCode } = await insertSession(tx, append, session, BY_SYSTEM);
    await tx.instanceSetting.upsert({
      where: { key: DEMO_SESSION_KEY },
      create: { key: DEMO_SESSION_KEY, value: sessionId },
      update: { value: sessionId },
    });
    const rows = await tx.theme.findMany({ where: { campaignId }, orderBy: { position: 'asc' } });
    return { campaignId, sessionId, joinCode, themes: rows.map(toThemeView), isNew: true };
  });
}
