import { addPointToTheme, observePoints, readPoint, type ThemeArea } from '@gongyi/board';
import type { Doc } from 'yjs';
import type { Outbox } from './outbox.ts';

type Author = { readonly id: string; readonly name: string; readonly unit: string };

/**
 * Keeps the outbox in step with what this person writes: what they add or bring back goes in, what they change while it is in
 * there is changed, what they delete leaves. Returns the function that stops it.
 */
export function keepUnsentPoints(doc: Doc, outbox: Outbox, authorId: string): () => void {
  // A card of the canvas is added first and written into afterwards.
  const begun = new Set<string>();
  return observePoints(doc, ({ added, changed, removed, local }) => {
    if (!local) return;
    const unsent = new Set<string>(outbox.list().map(({ id }) => id));
    for (const id of [...added, ...[...changed].filter((candidate) => unsent.has(candidate) || begun.has(candidate))]) {
      const point = readPoint(doc, id);
      if (point === null || point.authorId !== authorId) continue;
      if (point.text.trim() === '') {
        begun.add(id);
        continue;
      }
      begun.delete(id);
      const { themeId, text, source, createdAt } = point;
      outbox.put({ id: point.id, themeId, text, source, createdAt });
    }
    outbox.remove(removed);
  });
}

/**
 * Writes the unsent points that are missing, as after a reload, into a document that has everything the server knows.
 * The id makes it harmless to do twice. Returns the ids of all unsent points that the document now has: one whose theme is
 * gone is not among them and stays in the outbox.
 */
export function restoreUnsentPoints(
  doc: Doc,
  outbox: Outbox,
  author: Author,
  areas: readonly ThemeArea[],
): readonly string[] {
  const { id: authorId, name, unit } = author;
  for (const { id, themeId, text, source, createdAt } of outbox.list()) {
    if (readPoint(doc, id) !== null || !areas.some((area) => area.themeId === themeId)) continue;
    addPointToTheme(doc, { id, themeId, text, source, createdAt, authorId, author: name, unit }, areas);
  }
  return outbox.list().flatMap(({ id }) => (readPoint(doc, id) === null ? [] : [id]));
}
