import { createCampaignInput, idField, renameCampaignInput } from '@gongyi/domain';
import { z } from 'zod';
import { answer, answerFor, done } from '../kernel/answer.ts';
import { procedure, router } from '../kernel/trpc.ts';
import { createCampaign } from './decisions/create-campaign.ts';
import { renameCampaign } from './decisions/rename-campaign.ts';
import { getCampaign } from './queries/get-campaign.ts';
import { listCampaigns } from './queries/list-campaigns.ts';

export const campaignsRouter = router({
  list: procedure.query(answer(listCampaigns)),
  get: procedure.input(z.object({ campaignId: idField })).query(answerFor('campaignId', getCampaign)),
  create: procedure.input(createCampaignInput).mutation(answer(createCampaign)),
  rename: procedure.input(renameCampaignInput).mutation(done(renameCampaign)),
});
