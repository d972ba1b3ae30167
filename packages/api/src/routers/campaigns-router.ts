import { createCampaignInput, idField, renameCampaignInput } from '@gongyi/domain';
import { z } from 'zod';
import { createCampaign } from '../services/create-campaign.ts';
import { getCampaign } from '../services/get-campaign.ts';
import { listCampaigns } from '../services/list-campaigns.ts';
import { renameCampaign } from '../services/rename-campaign.ts';
import { procedure, router } from '../trpc.ts';

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
