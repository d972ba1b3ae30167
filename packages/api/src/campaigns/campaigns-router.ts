import { createCampaignInput, idField, renameCampaignInput } from '@gongyi/domain';
import { z } from 'zod';
import { procedure, router } from '../kernel/trpc.ts';
import { createCampaign } from './decisions/create-campaign.ts';
import { renameCampaign } from './decisions/rename-campaign.ts';
import { getCampaign } from './queries/get-campaign.ts';
import { listCampaigns } from './queries/list-campaigns.ts';

export const campaignsRouter = router({
  list: procedure.query(async ({ ctx }) => listCampaigns(ctx.deps, await ctx.loadActor())),
  get: procedure
    .input(z.object({ campaignId: idField }))
    .query(async ({ ctx, input }) => getCampaign(ctx.deps, await ctx.loadActor(), input.campaignId)),
  create: procedure
    .input(createCampaignInput)
    .mutation(async ({ ctx, input }) => createCampaign(ctx.deps, await ctx.loadActor(), input)),
  rename: procedure.input(renameCampaignInput).mutation(async ({ ctx, input }): Promise<{ ok: true }> => {
    await renameCampaign(ctx.deps, await ctx.loadActor(), input);
    return { ok: true };
  }),
});
