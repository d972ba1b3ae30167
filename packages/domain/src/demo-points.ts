import demoJson from './data/demo-points.json' with { type: 'json' };
import { POINT_SOURCE_BY_CHINESE, type PointSource } from './point.ts';

export type DemoPoint = {
  /** The full name of a theme of the template `yhj-cfz`. */
  readonly theme: string;
  readonly text: string;
  readonly source: PointSource | null;
  readonly channel: string;
  readonly unit: string;
};

export const DEMO_TEMPLATE_ID = 'yhj-cfz';

/** The 60 points of the model case; `source` reads "来源·渠道". */
export const DEMO_POINTS: readonly DemoPoint[] = demoJson.map(({ theme, text, source, unit }) => {
  const [from = '', channel = ''] = source.split('·');
  return { theme, text, unit, channel, source: POINT_SOURCE_BY_CHINESE[from] ?? null };
});
