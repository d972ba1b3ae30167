import type { Standing } from '@gongyi/domain';

/** What queries answer with. Instants are ISO 8601, days YYYY-MM-DD. */

export type ThemeView = {
  readonly id: string;
  readonly name: string;
  readonly short: string;
  readonly code: string;
  /** #RRGGBB */
  readonly color: string;
  readonly icon: string;
  readonly prompts: readonly string[];
};

export type UnitView = { readonly id: string; readonly name: string };

export type CampaignSummary = {
  readonly id: string;
  readonly name: string;
  readonly createdAt: string;
  readonly themeCount: number;
  readonly sessionCount: number;
  readonly actionCount: number;
  readonly standing: Standing;
};

export type CampaignView = {
  readonly id: string;
  readonly name: string;
  readonly templateId: string | null;
  readonly themes: readonly ThemeView[];
  readonly units: readonly UnitView[];
  readonly standing: Standing;
};
