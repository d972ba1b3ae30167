import { LIMITS, TEMPLATES } from '@gongyi/domain';
import { describe, expect, it } from 'vitest';
import {
  addTheme,
  type CampaignDraft,
  changeTheme,
  checkDraft,
  draftFromTemplate,
  draftOfOwnThemes,
  moveTheme,
  removeTheme,
} from './campaign-draft.ts';

function keyAt(draft: CampaignDraft, index: number): string {
  const theme = draft.themes[index];
  if (theme === undefined) throw new Error(`no theme ${index}`);
  return theme.key;
}

function problemsOf(draft: CampaignDraft) {
  const checked = checkDraft(draft);
  return 'problems' in checked ? checked.problems : [];
}

function ownThemes(...names: string[]): CampaignDraft {
  return names.reduce((draft, name, index) => changeTheme(draft, keyAt(draft, index), { name }), {
    ...draftOfOwnThemes(),
    name: '民主议事会',
  });
}

describe('a draft from a template', () => {
  it.each(TEMPLATES.map((template) => [template.id, template] as const))(
    '%s can be created as it is',
    (_id, template) => {
      const checked = checkDraft(draftFromTemplate(template));
      expect(checked).toMatchObject({ input: { name: template.name, templateId: template.id, units: template.units } });
    },
  );

  it('keeps the prefix of a theme whose name is changed, because it was chosen', () => {
    const [template] = TEMPLATES;
    if (template === undefined) throw new Error('no template');
    const draft = draftFromTemplate(template);
    const changed = changeTheme(draft, keyAt(draft, 1), { name: '便民服务' });
    expect(changed.themes[1]).toMatchObject({ name: '便民服务', code: draft.themes[1]?.code });
  });
});

describe('a draft of own themes', () => {
  it('starts with the fewest themes that a campaign may have, each in another colour', () => {
    const { themes } = draftOfOwnThemes();
    expect(themes).toHaveLength(LIMITS.minThemes);
    expect(new Set(themes.map((theme) => theme.color)).size).toBe(LIMITS.minThemes);
  });

  it('derives short name and prefix from the name, never the same prefix twice', () => {
    const { themes } = ownThemes('道路交通', '道路照明', 'Parks');
    expect(themes.map((theme) => [theme.short, theme.code])).toEqual([
      ['道路交通', '道路'],
      ['道路照明', '道路照'],
      ['Parks', 'PAR'],
    ]);
  });

  it('does not cut a word in two for the short name', () => {
    const { themes } = ownThemes('Roads at night', 'Playgrounds everywhere', '打造四最一流营商环境的若干措施');
    expect(themes.map((theme) => theme.short)).toEqual(['Roads at', 'Playgrounds', '打造四最一流营商环境的若']);
  });

  it('stops deriving a prefix that was typed', () => {
    const draft = ownThemes('道路', '照明', '公园');
    const typed = changeTheme(draft, keyAt(draft, 0), { code: 'LU' });
    expect(changeTheme(typed, keyAt(typed, 0), { name: '交通' }).themes[0]).toMatchObject({
      short: '交通',
      code: 'LU',
    });
  });

  it('can be created once every theme has a name', () => {
    expect(problemsOf(ownThemes('道路', '照明', '公园'))).toEqual([]);
  });
});

describe('checkDraft', () => {
  it('names every field that is empty', () => {
    const draft = { ...ownThemes('道路', '照明'), name: ' ' };
    const last = keyAt(draft, 2);
    expect(problemsOf(draft)).toEqual(
      expect.arrayContaining([
        { field: 'name', id: 'campaign-name' },
        { field: 'name', themeKey: last, id: `theme-${last}-name` },
        { field: 'code', themeKey: last, id: `theme-${last}-code` },
      ]),
    );
  });

  it('points to the second of two equal prefixes', () => {
    const draft = ownThemes('道路', '照明', '公园');
    const same = changeTheme(draft, keyAt(draft, 2), { code: '道路' });
    expect(problemsOf(same)).toEqual([{ field: 'sameCode', id: `theme-${keyAt(draft, 2)}-code` }]);
  });

  it('refuses too few themes', () => {
    const draft = ownThemes('道路', '照明', '公园');
    expect(problemsOf(removeTheme(draft, keyAt(draft, 1)))).toEqual([{ field: 'themes', id: 'themes' }]);
  });

  it('points to the units when one of them is too long', () => {
    const draft = { ...ownThemes('道路', '照明', '公园'), units: '长'.repeat(LIMITS.unitNameChars + 1) };
    expect(problemsOf(draft)).toEqual([{ field: 'units', id: 'campaign-units' }]);
  });
});

describe('moveTheme', () => {
  it('moves one place and stops at the ends', () => {
    const draft = ownThemes('甲', '乙', '丙');
    const first = keyAt(draft, 0);
    const names = (moved: CampaignDraft) => moved.themes.map((theme) => theme.name).join('');
    expect(names(moveTheme(draft, first, 1))).toBe('乙甲丙');
    expect(names(moveTheme(draft, first, -1))).toBe('甲乙丙');
    expect(names(moveTheme(draft, keyAt(draft, 2), 1))).toBe('甲乙丙');
  });
});

it('addTheme gives a colour that no theme has yet', () => {
  const draft = addTheme(draftOfOwnThemes());
  expect(new Set(draft.themes.map((theme) => theme.color)).size).toBe(LIMITS.minThemes + 1);
});
