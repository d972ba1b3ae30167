import { addPoint, createUndo, deletePoints, movePointToTheme, OWN_EDIT, readPoints, themeAreas } from '@gongyi/board';
import { type SessionRights, STAGE_SWITCHES, sessionRights } from '@gongyi/domain';
import { expect, test } from 'vitest';
import { Doc } from 'yjs';
import { noteRights, rightsOf, takeWithinReach } from './undo-reach.ts';

const AREAS = themeAreas(['theme-1', 'theme-2'].map((id) => ({ id, prompts: [] })));
const [SORTING, COLLECTING] = (['sort', 'collect'] as const).map((stage) =>
  sessionRights(
    { roles: ['participant'], unitIds: [] },
    { stage, switches: STAGE_SWITCHES[stage], held: false, privateWriting: false },
  ),
) as [SessionRights, SessionRights];

function undoneUnder(rights: SessionRights) {
  const doc = new Doc();
  const manager = createUndo(doc);
  let now = rights;
  manager.on('stack-item-added', ({ stackItem }) => noteRights(stackItem, now));
  return {
    doc,
    manager,
    under(next: SessionRights): void {
      now = next;
    },
    step(edit: () => void): void {
      manager.stopCapturing();
      edit();
    },
    undo: () => takeWithinReach(now, manager.undoStack, () => manager.undo()),
    redo: () => takeWithinReach(now, manager.redoStack, () => manager.redo()),
    themes: () => readPoints(doc).map(({ themeId }) => themeId),
  };
}

const POINT = { themeId: 'theme-1', text: '要点', authorId: 'b', author: '', x: 0, y: 0 };

test('a step stays where it is while a right that it may have needed is lost, and can be taken back when that is back', () => {
  const page = undoneUnder(SORTING);
  const id = addPoint(page.doc, POINT, 'somebody else');
  page.step(() => movePointToTheme(page.doc, id, 'theme-2', AREAS, OWN_EDIT));
  page.under(COLLECTING);
  page.undo();
  expect(page.themes()).toEqual(['theme-2']);
  expect(page.manager.undoStack.map(rightsOf)).toEqual([SORTING]);
  page.under(SORTING);
  page.undo();
  expect(page.themes()).toEqual(['theme-1']);
  page.under(COLLECTING);
  page.redo();
  expect(page.themes()).toEqual(['theme-1']);
  page.under(SORTING);
  page.redo();
  expect(page.themes()).toEqual(['theme-2']);
});

test('where the last step changes nothing any more, none is taken that these rights do not suffice for', () => {
  const page = undoneUnder(SORTING);
  const id = addPoint(page.doc, POINT, 'somebody else');
  page.step(() => movePointToTheme(page.doc, id, 'theme-2', AREAS, OWN_EDIT));
  page.under(COLLECTING);
  page.step(() => addPoint(page.doc, { ...POINT, themeId: 'theme-3' }));
  const added = readPoints(page.doc).find(({ themeId }) => themeId === 'theme-3');
  deletePoints(page.doc, added === undefined ? [] : [added.id], 'somebody else');
  page.undo();
  expect(page.themes()).toEqual(['theme-2']);
  expect(page.manager.undoStack.map(rightsOf)).toEqual([SORTING]);
});
