import { type ActionView, DomainError, STATES } from '@gongyi/domain';
import type { Actor } from '../actor.ts';
import { requireInCampaign } from '../policies/standing.ts';
import type { ThemeView, UnitView } from '../views.ts';
import { byUser, decide } from './decide.ts';
import { listActions } from './list-actions.ts';
import type { ServiceDeps } from './service-deps.ts';
import { toThemeView } from './to-theme-view.ts';

/** What an export is made of; themes and units are in the campaign's order. */
export type AgreedListData = {
  readonly campaign: {
    readonly name: string;
    readonly themes: readonly ThemeView[];
    readonly units: readonly UnitView[];
  };
  readonly actions: readonly ActionView[];
};

/** `agreed`: without drafts. */
export type AgreedListScope = 'all' | 'agreed';

/** The list as it is taken out of the house; that it was is in the history. Throws notSignedIn, forbidden, notFound. */
export async function readAgreedList(
  deps: ServiceDeps,
  actor: Actor,
  input: { readonly campaignId: string; readonly scope: AgreedListScope },
): Promise<AgreedListData> {
  const { campaignId, scope } = input;
  const { user } = requireInCampaign(actor, campaignId, 'list.export');
  const campaign = await deps.prisma.campaign.findUnique({
    where: { id: campaignId },
    include: { themes: { orderBy: { position: 'asc' } }, units: { orderBy: { position: 'asc' } } },
  });
  if (campaign === null) throw new DomainError('notFound');
  const all = await listActions(deps, actor, campaignId);
  const actions = scope === 'all' ? all : all.filter(({ state }) => STATES[state].agreed);
  // Before anything leaves: what is not in the history does not leave.
  await decide(deps, (_tx, append) =>
    append({
      campaignId,
      type: 'list.exported',
      subjectId: campaignId,
      actor: byUser(user),
      data: { scope, rows: actions.length },
    }),
  );
  return {
    campaign: {
      name: campaign.name,
      themes: campaign.themes.map(toThemeView),
      units: campaign.units.map(({ id, name }) => ({ id, name })),
    },
    actions,
  };
}
