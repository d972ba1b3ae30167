import { LIMITS, toPlainText } from '@gongyi/domain';
import type { LogEntry, RemovedPoint } from '@gongyi/sync';

/** Of `removed_point`, with their types: what `removedRows` gives values for. */
export const REMOVED_COLUMNS = {
  session_id: 'text',
  point_id: 'text',
  theme_id: 'text',
  x: 'integer',
  y: 'integer',
  text: 'text',
  author_id: 'text',
  author: 'text',
  unit: 'text',
  source: 'text',
  channel: 'text',
  category: 'text',
  level: 'text',
  prompt: 'integer',
  cluster_id: 'text',
  created_at: 'text',
  removed_at: 'timestamptz',
} as const;

type Row = Readonly<Record<keyof typeof REMOVED_COLUMNS, string | number | null>>;

/**
 * The rows of all points that the entries take away, as one JSON array with a row for each key;
 * null when there are none.
 */
export function removedRows(entries: readonly LogEntry[]): string | null {
  const rows = new Map<string, Row>();
  for (const { sessionId, removed = [] } of entries) {
    for (const kept of removed) rows.set(`${sessionId} ${kept.point.id}`, toRow(sessionId, kept));
  }
  return rows.size === 0 ? null : JSON.stringify([...rows.values()], storable);
}

function toRow(sessionId: string, { point, at }: RemovedPoint): Row {
  const { id, themeId, x, y, text, authorId, author, unit, source, channel, category, level, prompt } = point;
  return {
    session_id: sessionId,
    point_id: id,
    theme_id: themeId,
    x: Math.round(x),
    y: Math.round(y),
    text,
    author_id: authorId,
    author,
    unit,
    source: source ?? '',
    channel,
    category,
    level: level ?? '',
    prompt: prompt === null || prompt >= LIMITS.promptsPerTheme ? null : prompt,
    cluster_id: point.clusterId ?? '',
    created_at: point.createdAt,
    removed_at: at.toISOString(),
  };
}

/**
 * A document holds any characters, and PostgreSQL does not: one that it refuses would keep the
 * whole session from ever being stored again.
 */
function storable(_key: string, value: unknown): unknown {
  return typeof value === 'string' ? toPlainText(value) : value;
}
