/** Where a point came from 来源. The words are in packages/locale. */
export const POINT_SOURCES = ['masses', 'self', 'superior', 'peers', 'collective'] as const;
export type PointSource = (typeof POINT_SOURCES)[number];

/** The Chinese words of the official forms, used to read them in demo and imported data. */
export const POINT_SOURCE_BY_CHINESE: Readonly<Record<string, PointSource>> = {
  群众提: 'masses',
  自己找: 'self',
  上级点: 'superior',
  互相帮: 'peers',
  集体议: 'collective',
};

/** What a point is: a problem 问题 or a bright idea 金点子. */
export const POINT_CATEGORIES = ['problem', 'idea'] as const;
export type PointCategory = (typeof POINT_CATEGORIES)[number];

/** Whom a point is about: the leading team 班子, a department 部门, or a person 个人. */
export const POINT_LEVELS = ['team', 'department', 'person'] as const;
export type PointLevel = (typeof POINT_LEVELS)[number];

/**
 * The usual channels 征集渠道 by which points come in. A point stores the channel's words as somebody
 * chose or wrote them; these are what pages suggest. The words are in packages/locale.
 */
export const POINT_CHANNELS = [
  'meeting',
  'phone',
  'email',
  'box',
  'visit',
  'web',
  'letter',
  'survey',
  'other',
] as const;
export type PointChannel = (typeof POINT_CHANNELS)[number];

/**
 * Stands where a theme's id does, for a point that came when no theme takes any: the facilitator
 * sorts it in later.
 */
export const INBOX_THEME_ID = 'inbox';
