import type pg from 'pg';
import type { Caller } from '../targets/gongyi-hall.ts';
import { insertActions } from './insert-actions.ts';

/** By which the actions of a campaign with so many are made; their ids begin with it. */
export function seedOf(count: number): number {
  return 1 + count;
}

/** A campaign of its own with so many actions; its id. */
export async function fillCampaign(client: pg.Client, caller: Caller, count: number): Promise<string> {
  const name = `${count} 项`;
  const names = ['政治生态', '营商环境', '自然生态', '拥军工作', '基层治理'];
  const themes = names.map((short, index) => ({
    ...{ name: short, short, code: short.slice(0, 2), color: '#b0413e', icon: 'leaf', prompts: [] },
    position: index,
  }));
  const units = Array.from({ length: 12 }, (_, index) => `单位${index + 1}`);
  const { campaignId } = await caller.mutate<{ campaignId: string }>('campaigns.create', {
    ...{ name, templateId: null, themes, units },
  });
  const idsOf = async (table: 'theme' | 'unit') =>
    (
      await client.query<{ id: string }>(`SELECT id FROM ${table} WHERE campaign_id = $1 ORDER BY position`, [
        campaignId,
      ])
    ).rows;
  const [themeRows, unitRows] = [await idsOf('theme'), await idsOf('unit')];
  await insertActions(
    client,
    { campaignId, themeIds: themeRows.map(({ id }) => id), unitIds: unitRows.map(({ id }) => id) },
    { count, seed: seedOf(count) },
  );
  return campaignId;
}
