import templatesJson from './data/templates.json' with { type: 'json' };
import { themeCodeFor } from './ledger/action-number.ts';

/** A theme as a template or a person proposes it, before it has an id. */
export type ThemeDraft = {
  readonly name: string;
  readonly short: string;
  readonly code: string;
  /** #RRGGBB */
  readonly color: string;
  readonly icon: string;
  readonly prompts: readonly string[];
};

export type CampaignTemplate = {
  readonly id: string;
  readonly name: string;
  readonly themes: readonly ThemeDraft[];
  /** The units that the template's themes name as lead by default, each once. */
  readonly units: readonly string[];
};

type Lane = (typeof templatesJson)[number]['lanes'][number];

function toTheme(lane: Lane, taken: string[]): ThemeDraft {
  const code = themeCodeFor(lane.short, taken);
  taken.push(code);
  return { name: lane.name, short: lane.short, code, color: lane.color, icon: lane.icon, prompts: lane.cards };
}

export const TEMPLATES: readonly CampaignTemplate[] = templatesJson.map((template) => {
  const codes: string[] = [];
  const units = template.lanes.flatMap((lane) => ('default_lead' in lane ? lane.default_lead : []));
  return {
    id: template.id,
    name: template.name,
    themes: template.lanes.map((lane) => toTheme(lane, codes)),
    units: [...new Set(units)],
  };
});

/** Colours for themes that people type in, in order; dark enough for white text (WCAG AA). */
export const THEME_COLORS: readonly string[] = [
  '#A61E22',
  '#1E5AA8',
  '#2B7A4B',
  '#5E4AA0',
  '#8F5600',
  '#0B6E75',
  '#7A3B69',
  '#4A5A6A',
  '#6B5B00',
  '#2F4B7C',
  '#7B2D26',
  '#3D6B35',
];
