import { type ActionView, EMPTY_ACTION_FIELDS } from '@gongyi/domain';
import type { AgreedListSource } from '../agreed-list.ts';

const FIXTURE_CAMPAIGN: AgreedListSource['campaign'] = {
  name: '清河镇“优环境、促发展”大讨论活动',
  themes: [
    { id: 't-zz', short: '政治生态' },
    { id: 't-ys', short: '营商环境' },
  ],
  units: [
    { id: 'u-1', name: '镇便民服务中心' },
    { id: 'u-2', name: '镇财政经济办' },
    { id: 'u-3', name: '镇纪委' },
  ],
};

export function anAction(overrides: Partial<ActionView> = {}): ActionView {
  return {
    ...EMPTY_ACTION_FIELDS,
    id: 'a-1',
    campaignId: 'c-1',
    themeId: 't-ys',
    number: '营商-001',
    place: { position: 1, number: 1 },
    state: 'notStarted',
    stateBefore: null,
    problem: '办事指南不全，群众多跑路。',
    goal: '一次告知',
    measure: '重印指南\n上墙公示',
    leadUnitId: 'u-1',
    supportUnitIds: ['u-2', 'u-3'],
    leader: '张三',
    owners: ['李四', '王五'],
    deadline: '2026-06-30',
    committed: true,
    missing: [],
    sideReason: '',
    nextReview: null,
    report: '',
    returnReason: '',
    closedAt: null,
    points: [],
    version: 1,
    updatedAt: '2026-03-01T00:00:00.000Z',
    mayEdit: false,
    mayMove: [],
    ...overrides,
  };
}

export function aSource(overrides: Partial<AgreedListSource> = {}): AgreedListSource {
  return {
    campaign: FIXTURE_CAMPAIGN,
    actions: [anAction()],
    language: 'zh-CN',
    timeZone: 'Asia/Shanghai',
    generatedAt: new Date('2026-03-31T16:30:00Z'),
    ...overrides,
  };
}

/** Texts that a spreadsheet could run, break on or lose. */
export const HOSTILE_TEXTS: readonly string[] = [
  '=1+1',
  '=HYPERLINK("http://example.org","x")',
  '+1+1',
  "-1+cmd|' /C calc'!A0",
  '@SUM(A1)',
  '|calc',
  ' =1+1',
  '\u3000=1+1',
  '\u00A0=1+1',
  '\u200B=1+1',
  '\u2060=1+1',
  '\u00AD=1+1',
  '\u202E=1+1',
  '\u0085=1+1',
  '−1+1',
  '\t=1+1',
  '\n=1+1',
  '＝1＋1',
  '＋1',
  '－1',
  '＠SUM',
  '_x000D_',
  'a_x003D_b_x0041_',
  '_x005F_x000D_',
  '&lt;b&gt; <b>&"\'',
  '第一行\n第二行\n\n第四行',
  '末尾有空格  ',
  '👩‍👩‍👧 𠮷野家 ☑',
  '"quoted", with; separators',
  '1e5',
  '007',
  '3-4',
  'TRUE',
  '#REF!',
];
