import {
  addPointToTheme,
  deletePoints,
  editPointText,
  readPoint,
  setPointDetails,
  type ThemeArea,
} from '@gongyi/board';
import { INBOX_THEME_ID, type PointId } from '@gongyi/domain';
import type { Doc } from 'yjs';
import type { SessionView } from '../../api/trpc.ts';
import { canEditPoint } from '../document/point-rights.ts';
import type { Pending } from './private-outbox.ts';

/**
 * Writes into the document what was on its way to the private points when they were revealed. `doc`
 * has all that the server revealed. A point keeps its id, so one that had arrived is not there
 * twice. Returns what is done with; the rest may not be written now.
 */
export function moveIntoDocument(
  doc: Doc,
  pending: readonly Pending[],
  session: Pick<SessionView, 'closed' | 'rights' | 'me'>,
  areas: readonly ThemeArea[],
): PointId[] {
  return pending
    .filter(({ pointId, content, isStored }) => {
      const revealed = readPoint(doc, pointId);
      if (revealed !== null) {
        if (!canEditPoint(session, revealed)) return content !== null && content.text === revealed.text;
        if (content === null) deletePoints(doc, [pointId]);
        else {
          editPointText(doc, pointId, content.text);
          const { source, category, level } = content;
          setPointDetails(doc, pointId, { source, category, level });
        }
        return true;
      }
      // Deleted by them, or by the facilitator after the reveal.
      if (content === null || isStored) return true;
      const { add } = session.rights;
      if (add === 'none') return false;
      const { id: authorId, name: author, unit } = session.me.author;
      const isKnownTheme = areas.some(({ themeId }) => themeId === content.themeId);
      const place = add === 'themes' && isKnownTheme ? {} : { themeId: INBOX_THEME_ID, prompt: null };
      addPointToTheme(doc, { id: pointId, ...content, ...place, authorId, author, unit }, areas);
      return true;
    })
    .map(({ pointId }) => pointId);
}
