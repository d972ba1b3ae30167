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
