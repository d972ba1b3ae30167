import {
  type CampaignTemplate,
  type CreateCampaignInput,
  createCampaignInput,
  LIMITS,
  newId,
  THEME_COLORS,
  themeCodeFor,
} from '@gongyi/domain';
import { onePerLine } from './one-per-line.ts';

/** A theme as it stands in the wizard's form. */
export type ThemeRow = {
  readonly key: string;
  readonly name: string;
  readonly short: string;
  readonly code: string;
  readonly color: string;
  readonly icon: string;
  /** One prompt per line, as typed. */
  readonly prompts: string;
  /** Until the person types a short name or a prefix, it follows from the name. */
  readonly shortIsOwn: boolean;
  readonly codeIsOwn: boolean;
};

export type CampaignDraft = {
  readonly name: string;
  readonly templateId: string | null;
  readonly themes: readonly ThemeRow[];
  /** One unit per line, as typed. */
  readonly units: string;
};

const NEW_THEME_ICON = 'flag';

function colorFor(themes: readonly ThemeRow[]): string {
  const used = themes.map((theme) => theme.color);
  const index = themes.length % THEME_COLORS.length;
  return THEME_COLORS.find((color) => !used.includes(color)) ?? THEME_COLORS[index] ?? '#4A5A6A';
}

function blankTheme(others: readonly ThemeRow[]): ThemeRow {
  const color = colorFor(others);
  const blank = { name: '', short: '', code: '', prompts: '', shortIsOwn: false, codeIsOwn: false };
  return { ...blank, key: newId(), color, icon: NEW_THEME_ICON };
}

export function draftFromTemplate(template: CampaignTemplate): CampaignDraft {
  return {
    name: template.name,
    templateId: template.id,
    themes: template.themes.map((theme) => ({
      ...theme,
      key: newId(),
      prompts: theme.prompts.join('\n'),
      shortIsOwn: true,
      codeIsOwn: true,
    })),
    units: template.units.join('\n'),
  };
}

/** As many empty themes as a campaign needs at least. */
export function draftOfOwnThemes(): CampaignDraft {
  let themes: readonly ThemeRow[] = [];
  while (themes.length < LIMITS.minThemes) themes = [...themes, blankTheme(themes)];
  return { name: '', templateId: null, themes, units: '' };
}

/** The beginning of a name, without half a word at its end where words are parted by spaces. */
function shortOf(name: string): string {
  const symbols = [...name.trim()];
  const cut = symbols.slice(0, LIMITS.themeShortChars).join('');
  const breaksWord = symbols.length > LIMITS.themeShortChars && symbols[LIMITS.themeShortChars] !== ' ';
  return (breaksWord ? cut.replace(/\s+\S*$/, '') : cut).trim();
}

export type ThemePatch = Partial<Pick<ThemeRow, 'name' | 'short' | 'code' | 'color' | 'prompts'>>;

export function changeTheme(draft: CampaignDraft, key: string, patch: ThemePatch): CampaignDraft {
  const otherCodes = draft.themes.filter((theme) => theme.key !== key).map((theme) => theme.code);
  const change = (theme: ThemeRow): ThemeRow => {
    const shortIsOwn = theme.shortIsOwn || patch.short !== undefined;
    const codeIsOwn = theme.codeIsOwn || patch.code !== undefined;
    const next = { ...theme, ...patch, shortIsOwn, codeIsOwn };
    const short = shortIsOwn ? next.short : shortOf(next.name);
    const code = codeIsOwn || short.trim() === '' ? next.code : themeCodeFor(short, otherCodes);
    return { ...next, short, code: short.trim() === '' && !codeIsOwn ? '' : code };
  };
  return { ...draft, themes: draft.themes.map((theme) => (theme.key === key ? change(theme) : theme)) };
}

export function addTheme(draft: CampaignDraft): CampaignDraft {
  return { ...draft, themes: [...draft.themes, blankTheme(draft.themes)] };
}

export function removeTheme(draft: CampaignDraft, key: string): CampaignDraft {
  return { ...draft, themes: draft.themes.filter((theme) => theme.key !== key) };
}

/** One place up (-1) or down (1); at the end of the list nothing moves. */
export function moveTheme(draft: CampaignDraft, key: string, by: -1 | 1): CampaignDraft {
  const from = draft.themes.findIndex((theme) => theme.key === key);
  const to = from + by;
  const moved = draft.themes[from];
  if (moved === undefined || to < 0 || to >= draft.themes.length) return draft;
  const themes = draft.themes.filter((theme) => theme.key !== key);
  return { ...draft, themes: [...themes.slice(0, to), moved, ...themes.slice(to)] };
}

export type ThemeField = 'name' | 'short' | 'code' | 'prompts';

/**
 * What has to be corrected. `id` is the id of the field in the form; `line` is what the person
 * typed there, if it matters.
 */
export type DraftProblem =
  | { readonly field: 'name' | 'units' | 'themes' | 'sameCode'; readonly id: string }
  | { readonly field: ThemeField; readonly themeKey: string; readonly id: string };

export function themeFieldId(key: string, field: ThemeField): string {
  return `theme-${key}-${field}`;
}

function inputOf(draft: CampaignDraft) {
  return {
    name: draft.name,
    templateId: draft.templateId,
    themes: draft.themes.map(({ name, short, code, color, icon, prompts }) => ({
      name,
      short,
      code: code.trim(),
      color,
      icon,
      prompts: onePerLine(prompts),
    })),
    units: onePerLine(draft.units),
  };
}

function problemAt(draft: CampaignDraft, path: readonly PropertyKey[], message: string): DraftProblem {
  const [root, index, field] = path;
  const theme = typeof index === 'number' ? draft.themes[index] : undefined;
  if (root === 'themes' && theme !== undefined) {
    const themeField = field === 'short' || field === 'code' || field === 'prompts' ? field : 'name';
    return { field: themeField, themeKey: theme.key, id: themeFieldId(theme.key, themeField) };
  }
  if (root === 'themes' && message === 'themeCodeTaken') {
    const codes = draft.themes.map((row) => row.code.trim());
    const repeated = draft.themes.find((row, at) => codes.indexOf(row.code.trim()) !== at);
    return { field: 'sameCode', id: repeated === undefined ? 'themes' : themeFieldId(repeated.key, 'code') };
  }
  if (root === 'themes') return { field: 'themes', id: 'themes' };
  if (root === 'units') return { field: 'units', id: 'campaign-units' };
  return { field: 'name', id: 'campaign-name' };
}

/**
 * The draft as the server takes it, or everything that is wrong with it, by the server's own
 * schema.
 */
export function checkDraft(
  draft: CampaignDraft,
): { readonly input: CreateCampaignInput } | { readonly problems: readonly DraftProblem[] } {
  const parsed = createCampaignInput.safeParse(inputOf(draft));
  if (parsed.success) return { input: parsed.data };
  const problems = parsed.error.issues.map((issue) => problemAt(draft, issue.path, issue.message));
  return { problems };
}
