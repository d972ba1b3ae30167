import { POINT_SOURCE_BY_CHINESE, type PointCategory, type PointLevel, type PointSource } from '@gongyi/domain';

/**
 * Words of official forms and spreadsheets, for reading and never shown. A cell means the first
 * entry of which it has a word in it.
 */
type Words<Meaning> = readonly (readonly [meaning: Meaning, words: readonly string[]])[];

const SOURCES: Words<PointSource> = [
  ...Object.entries(POINT_SOURCE_BY_CHINESE).map(([words, source]) => [source, [words]] as const),
  ['superior', ['上级', '巡察', '巡视', '督查', 'superior']],
  ['peers', ['互相', '互帮', '互评', 'peer']],
  ['collective', ['集体', 'collective']],
  ['self', ['自己', '自查', '自找', 'self']],
  ['masses', ['群众', '百姓', '村民', 'masses', 'public', 'citizen']],
];

const CATEGORIES: Words<PointCategory> = [
  ['idea', ['金点子', '点子', '建议', 'idea', 'suggestion', 'proposal']],
  ['problem', ['问题', '线索', '不足', 'problem', 'issue']],
];

const LEVELS: Words<PointLevel> = [
  ['team', ['班子', '领导', 'team', 'leadership']],
  ['department', ['部门', '科室', '单位', '站所', 'department', 'office']],
  ['person', ['个人', '干部', '党员', 'person', 'individual']],
];

export function recogniseSource(cell: string): PointSource | null {
  return meaningOf(SOURCES, cell);
}

export function recogniseCategory(cell: string): PointCategory | null {
  return meaningOf(CATEGORIES, cell);
}

export function recogniseLevel(cell: string): PointLevel | null {
  return meaningOf(LEVELS, cell);
}

/**
 * Official lists write `自己找·班子自查`: the source, and the channel by which it came. Null when nothing
 * follows.
 */
export function channelBehindSource(cell: string): string | null {
  return cell.match(/^[^·•‧・]+[·•‧・]\s*(.+)$/)?.[1]?.trim() ?? null;
}

function meaningOf<Meaning>(entries: Words<Meaning>, cell: string): Meaning | null {
  const text = cell.normalize('NFKC').toLowerCase();
  if (text === '') return null;
  return entries.find(([, words]) => words.some((word) => text.includes(word)))?.[0] ?? null;
}
