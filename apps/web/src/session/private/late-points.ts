import { addPointToTheme, type Point, readPoint, type ThemeArea } from '@gongyi/board';
import { INBOX_THEME_ID } from '@gongyi/domain';
import type { Doc } from 'yjs';
import type { SessionView } from '../../api/trpc.ts';

/**
 * Of what the server did not accept, the points that came when their themes had been closed:
 * written without a connection, or in the moment of the change. `doc` is the server's. A point that
 * was refused in the inbox, or while themes take points, was refused for something else, and would
 * be refused again.
 */
export function latePoints(
  doc: Doc,
  refused: readonly Point[],
  { rights, me }: Pick<SessionView, 'rights' | 'me'>,
): Point[] {
  if (rights.add !== 'inbox' || rights.addPrivately) return [];
  return refused.filter(
    ({ id, text, themeId, authorId }) =>
      text.trim() !== '' && themeId !== INBOX_THEME_ID && authorId === me.author.id && readPoint(doc, id) === null,
  );
}

export function putIntoInbox(doc: Doc, points: readonly Point[], areas: readonly ThemeArea[]): void {
  for (const { x: _x, y: _y, clusterId: _cluster, ...point } of points) {
    addPointToTheme(doc, { ...point, themeId: INBOX_THEME_ID, prompt: null }, areas);
  }
}
