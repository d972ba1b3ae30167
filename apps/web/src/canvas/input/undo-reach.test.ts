import {
  addPoint,
  addStroke,
  createUndo,
  deletePoints,
  movePointToTheme,
  OWN_EDIT,
  readPoints,
  readStrokes,
  themeAreas,
} from '@gongyi/board';
import { type SessionRights, STAGE_SWITCHES, sessionRights } from '@gongyi/domain';
import { expect, test } from 'vitest';
import { Doc } from 'yjs';
import { noteReach, reachOf, type StepKind, takeWithinReach } from './undo-reach.ts';

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
  let kind: StepKind = 'points';
  manager.on('stack-item-added', ({ stackItem }) => noteReach(stackItem, { kind, rights: now }));
  return {
    doc,
    manager,
    under(next: SessionRights): void {
      now = next;
    },
    step(edit: () => void, about: StepKind = 'points'): void {
      manager.stopCapturing();
      kind = about;
      edit();
    },
    undo: () => takeWithinReach({ closed: false, rights: now }, manager.undoStack, () => manager.undo()),
    redo: () => takeWithinReach({ closed: false, rights: now }, manager.redoStack, () => manager.redo()),
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
  expect(page.manager.undoStack.map((step) => reachOf(step)?.rights)).toEqual([SORTING]);
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
  expect(page.manager.undoStack.map((step) => reachOf(step)?.rights)).toEqual([SORTING]);
});

test('what was drawn can be taken back by whoever may draw, whatever else they may do no more', () => {
  const page = undoneUnder({ ...SORTING, draw: true });
  page.step(() => addStroke(page.doc, { path: [0, 0, 10, 10], color: 'red', width: 'fine', authorId: 'a' }), 'drawing');
  page.under({ ...COLLECTING, draw: false });
  page.undo();
  expect(readStrokes(page.doc)).toHaveLength(1);
  page.under({ ...COLLECTING, draw: true });
  page.undo();
  expect(readStrokes(page.doc)).toHaveLength(0);
});
