import type { PointCategory, PointLevel, PointSource } from '@gongyi/domain';

/** What queries answer with. Instants are ISO 8601, days YYYY-MM-DD. */

export type PrivatePointView = {
  readonly id: string;
  readonly themeId: string;
  readonly text: string;
  readonly source: PointSource | null;
  readonly channel: string;
  readonly category: PointCategory;
  readonly level: PointLevel | null;
  readonly prompt: number | null;
  readonly createdAt: string;
};

/** All that anybody learns before the reveal. */
export type PrivateCounts = { readonly points: number; readonly people: number };

export type PromptAnswerView = {
  readonly themeId: string;
  /** The prompt card, from 0. */
  readonly prompt: number;
  /** How many found no problem there; null while points are written privately. */
  readonly count: number | null;
  readonly mine: boolean;
};

/** A point that somebody deleted, as it stood before. */
export type RemovedPointView = {
  readonly id: string;
  readonly themeId: string;
  readonly text: string;
  /** Empty in an anonymous session, as is `unit`. */
  readonly author: string;
  readonly unit: string;
  readonly source: PointSource | null;
  readonly channel: string;
  readonly category: PointCategory;
  readonly level: PointLevel | null;
  readonly removedAt: string;
};
