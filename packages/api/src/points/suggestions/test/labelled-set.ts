import { readFileSync } from 'node:fs';
import type { MergeablePoint } from '../suggest-merges.ts';
import type { SuggestableTheme } from '../suggest-themes.ts';

const LABELLED_SETS = [
  'demo',
  'township-tune',
  'team-tune',
  'township-report',
  'neighbourhood-report',
  'town-hall-report',
] as const;

export type LabelledSetName = (typeof LABELLED_SETS)[number];

/**
 * `group` names the points that a person would merge; `themeId` is the theme where a person would
 * put it.
 */
export type LabelledPoint = MergeablePoint & { readonly group: string | null };
export type LabelledSet = { readonly points: readonly LabelledPoint[]; readonly themes: readonly SuggestableTheme[] };

type Stored = {
  readonly themes: readonly { readonly name: string; readonly prompts: readonly string[] }[];
  readonly points: readonly { readonly text: string; readonly theme?: string; readonly group?: string }[];
};

/**
 * The model case's 60 points with their two true pairs (`demo`), and points made for these tests.
 * Thresholds were chosen on the sets named `…-tune` and on `demo`; the sets named `…-report` were
 * written before, and only measured.
 */
export function labelledSet(name: LabelledSetName): LabelledSet {
  const stored: Stored = JSON.parse(readFileSync(new URL(`./data/${name}.json`, import.meta.url), 'utf8'));
  return {
    themes: stored.themes.map(({ name: theme, prompts }) => ({ id: theme, name: theme, prompts })),
    points: stored.points.map(({ text, theme = null, group = null }, at) => ({
      id: `${at}`,
      text,
      themeId: theme,
      group,
    })),
  };
}
