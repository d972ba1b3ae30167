import { type ListedAction, toPlainText } from '@gongyi/domain';
import type { Language } from '@gongyi/locale';
import { messages as en } from '@gongyi/locale/en';
import { messages as zh } from '@gongyi/locale/zh-CN';
import formsJson from './data/forms.json' with { type: 'json' };

/**
 * One row of the 整改清单 as every writer gets it: names, never ids; days, never instants. Empty
 * strings and null mean that a draft does not say it yet. Line breaks are `\n`.
 */
export type AgreedListRow = {
  /** 1, 2, 3 … in the order of the list. */
  readonly serial: number;
  readonly theme: string;
  readonly problem: string;
  readonly goal: string;
  readonly measure: string;
  readonly leadUnit: string;
  readonly supportUnits: string;
  readonly leader: string;
  readonly owners: string;
  /** YYYY-MM-DD */
  readonly deadline: string | null;
  /** 营商-003: no column of the official form, but what leads a row back to its action. */
  readonly number: string;
};

export type AgreedListColumn = {
  readonly key: keyof AgreedListRow;
  readonly header: string;
  readonly widthMm: number;
  readonly kind: 'serial' | 'text' | 'day';
  /**
   * Kept out of sight where the format can do that; it stays with its row when rows are sorted or
   * copied.
   */
  readonly hidden: boolean;
};

/** The list without its rows. */
export type AgreedListHead = {
  readonly language: Language;
  readonly title: string;
  readonly sheet: string;
  /**
   * 截至2026年6月30日: the day on which it was made, in words, in the time zone of the person who asked.
   */
  readonly asOf: string;
  /** The same day, YYYY-MM-DD. */
  readonly day: string;
  readonly columns: readonly AgreedListColumn[];
};

export type AgreedList = AgreedListHead & { readonly rows: readonly AgreedListRow[] };

/** The list with rows that come page by page, once, each page when it is asked for. */
export type PagedAgreedList = AgreedListHead & { readonly pages: AsyncIterable<readonly AgreedListRow[]> };

type ListMaking = {
  readonly campaign: {
    readonly name: string;
    /** In the order of the campaign, which is the order of the list. */
    readonly themes: readonly { readonly id: string; readonly short: string }[];
    readonly units: readonly { readonly id: string; readonly name: string }[];
  };
  readonly language: Language;
  /** IANA name. An unknown one throws a RangeError: check it at the edge. */
  readonly timeZone: string;
  readonly generatedAt: Date;
};

export type AgreedListSource = ListMaking & { readonly actions: readonly ListedAction[] };

export type PagedAgreedListSource = ListMaking & {
  /** How many of the actions are drafts, which is said above the first row. */
  readonly drafts: number;
  /** By theme in the order of the campaign, and then by number. */
  readonly pages: AsyncIterable<readonly ListedAction[]>;
};

/**
 * Which field stands in which column of the official form. Order and widths come from forms.json.
 */
const KEY_OF_OFFICIAL_COLUMN: Readonly<Record<string, keyof AgreedListRow>> = {
  序号: 'serial',
  主题: 'theme',
  存在问题: 'problem',
  整改目标: 'goal',
  整改措施: 'measure',
  牵头单位: 'leadUnit',
  '责任（配合）单位': 'supportUnits',
  责任领导: 'leader',
  责任人: 'owners',
  完成时限: 'deadline',
};

/**
 * Two columns are wider than the form says: a real date cannot wrap (Excel shows ##### instead),
 * and the four characters of 责任领导 should stay on one line. The page is fitted to its width, so it
 * costs 4 % of the print size.
 */
const MIN_WIDTH_MM: Partial<Record<keyof AgreedListRow, number>> = { deadline: 19, leader: 16 };

const NUMBER_WIDTH_MM = 20;

/**
 * The actions given, in the official columns, as they come: none is kept. Drafts among them are
 * counted under the title.
 */
export function pageAgreedList({ drafts, pages, ...making }: PagedAgreedListSource): PagedAgreedList {
  const toRow = rowMaker(making);
  async function* toRows() {
    for await (const actions of pages) yield actions.map(toRow);
  }
  return { ...headOf(making, drafts), pages: toRows() };
}

/** The same of actions that are in memory, in any order. */
export function buildAgreedList({ actions, ...making }: AgreedListSource): AgreedList {
  const positions = new Map(making.campaign.themes.map(({ id }, position) => [id, position]));
  const positionOf = ({ themeId }: ListedAction) => positions.get(themeId) ?? positions.size;
  const sorted = [...actions].sort(
    (a, b) => positionOf(a) - positionOf(b) || countOf(a.number) - countOf(b.number) || (a.id < b.id ? -1 : 1),
  );
  const drafts = actions.filter(({ state }) => state === 'draft').length;
  return { ...headOf(making, drafts), rows: sorted.map(rowMaker(making)) };
}

function headOf({ campaign, language, timeZone, generatedAt }: ListMaking, drafts: number): AgreedListHead {
  const words = wordsIn(language);
  return {
    language,
    title: words.title.replace('{{campaign}}', () => oneLine(campaign.name)),
    sheet: words.sheet,
    asOf: (drafts === 0 ? words.asOf : words.asOfWithDrafts)
      .replace('{{date}}', () => new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone }).format(generatedAt))
      .replace('{{drafts}}', String(drafts)),
    day: dayIn(timeZone, generatedAt),
    columns: agreedListColumns(words.columns),
  };
}

/** Makes a row of each action, in their order: it counts them. */
function rowMaker({ campaign, language }: ListMaking): (action: ListedAction) => AgreedListRow {
  const { separator } = wordsIn(language);
  const themes = new Map(campaign.themes.map(({ id, short }) => [id, oneLine(short)]));
  const units = new Map(campaign.units.map(({ id, name }) => [id, oneLine(name)]));
  const nameOf = (unitId: string) => units.get(unitId) ?? '';
  let serial = 0;
  return (action) => {
    serial += 1;
    return {
      serial,
      theme: themes.get(action.themeId) ?? '',
      problem: lines(action.problem),
      goal: lines(action.goal),
      measure: lines(action.measure),
      leadUnit: action.leadUnitId === null ? '' : nameOf(action.leadUnitId),
      supportUnits: action.supportUnitIds.map(nameOf).filter(Boolean).join(separator),
      leader: oneLine(action.leader),
      owners: action.owners.map(oneLine).join(separator),
      deadline: action.deadline,
      number: action.number,
    };
  };
}

function wordsIn(language: Language) {
  return (language === 'en' ? en : zh).forms.agreedList;
}

function agreedListColumns(headers: Readonly<Record<keyof AgreedListRow, string>>): AgreedListColumn[] {
  const official = formsJson.整改清单.cols_mm.map(([chinese, mm]): AgreedListColumn => {
    const key = KEY_OF_OFFICIAL_COLUMN[String(chinese)];
    if (key === undefined) throw new Error(`forms.json names a column that no field fills: ${chinese}`);
    const kind = key === 'serial' ? 'serial' : key === 'deadline' ? 'day' : 'text';
    return { key, header: headers[key], widthMm: Math.max(Number(mm), MIN_WIDTH_MM[key] ?? 0), kind, hidden: false };
  });
  return [...official, { key: 'number', header: headers.number, widthMm: NUMBER_WIDTH_MM, kind: 'text', hidden: true }];
}

/** 3 for 营商-003. */
function countOf(number: string): number {
  return Number(/\d+$/.exec(number)?.[0] ?? 0);
}

/** The calendar day of an instant where the person is, as YYYY-MM-DD. */
function dayIn(timeZone: string, instant: Date): string {
  const parts = new Intl.DateTimeFormat('en', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' })
    .formatToParts(instant)
    .reduce<Record<string, string>>((all, part) => Object.assign(all, { [part.type]: part.value }), {});
  return `${parts.year}-${parts.month}-${parts.day}`;
}

/**
 * What no document may hold is taken out before any writer sees it: an older version may have
 * stored it.
 */
function lines(text: string): string {
  return toPlainText(text).replace(/\r\n?/g, '\n');
}

function oneLine(text: string): string {
  return lines(text).replace(/\n/g, ' ');
}
