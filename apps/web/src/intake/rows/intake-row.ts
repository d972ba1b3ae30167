import type { PointCategory, PointLevel, PointSource } from '@gongyi/domain';

/**
 * What can be said of a point that comes from elsewhere; the columns of a file are given to these.
 */
export const INTAKE_FIELDS = [
  'text',
  'theme',
  'source',
  'channel',
  'unit',
  'proposer',
  'category',
  'level',
  'time',
] as const;
export type IntakeField = (typeof INTAKE_FIELDS)[number];

/** A line that was pasted or a row of a file, in the words that stand there. */
export type IntakeRow = {
  /** As people count: from 1, the header and empty rows included. */
  readonly number: number;
  readonly cells: Readonly<Partial<Record<IntakeField, string>>>;
  /** All of the row, for the list of what was left out. */
  readonly original: readonly string[];
};

/** Said once for all rows; what a row says itself comes first. */
export type CommonFields = {
  /** Of rows that name no theme, or none that the campaign has. */
  readonly themeId: string;
  readonly source: PointSource | null;
  readonly channel: string;
  readonly unit: string;
  readonly proposer: string;
  readonly category: PointCategory;
  readonly level: PointLevel | null;
};
