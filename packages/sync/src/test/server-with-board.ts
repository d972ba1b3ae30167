import { addPoint, mergePoints, recordsOf, themeAreas, withInbox } from '@gongyi/board';
import { pointDraft } from '@gongyi/board/testing';
import { type ClusterId, INBOX_THEME_ID, type PointId } from '@gongyi/domain';
import type * as Y from 'yjs';
import type { Rule } from '../guard/rules.ts';
import type { RIGHTS } from './rights.ts';
import { startTestServer, type TestServer } from './start-test-server.ts';

/** Rights are those of the role by this name; so is the person. */
export type Role = Exclude<keyof typeof RIGHTS, 'reader' | 'facilitator' | 'drawer'>;
export type Change = (copy: Y.Doc, role: Role) => unknown;
export type RefusedCase = readonly [what: string, who: Role, rule: Rule, change: Change];
export type TakenCase = readonly [what: string, who: Role, change: Change];

const ROLES: readonly Role[] = ['participant', 'sorter', 'latecomer', 'early'];
export const VICTIM = 'victim-point' as PointId;
export const OTHER = 'other-point' as PointId;
/** Of two more points of the victim's. */
export const CLUSTER = 'a-cluster' as ClusterId;
export const THIRD = 'third-point' as PointId;
const FOURTH = 'fourth-point' as PointId;
export const AREAS = themeAreas(
  withInbox([
    { id: 'theme-1', prompts: [] },
    { id: 'theme-2', prompts: [] },
  ]),
);

export const ownOf = (role: Role) => `${role}-point` as PointId;
export const lateOf = (role: Role) => `${role}-inbox` as PointId;
export const recordOf = (copy: Y.Doc, id: string) => recordsOf(copy).get(id) as Y.Map<unknown>;
export const draftOf = (role: Role, changes = {}) => pointDraft({ authorId: role, ...changes });
export const inTheme = (themeId: string) => ({ themeId, x: 7, y: 900 });
export const author = (role: Role) => ({ authorId: role, author: '王芳' });
export const setOn =
  (id: string, field: string, value: unknown): Change =>
  (copy) =>
    recordOf(copy, id).set(field, value);

/**
 * Four points of the victim's, of which two are in a cluster, and of each role one in a theme and
 * one in the inbox.
 */
export async function serverWithBoard(): Promise<TestServer> {
  // What a room remembers lasts as long as the room.
  const server = await startTestServer({ timing: { unloadDelayMs: 60_000 } });
  await server.sync.changeDocument('s1', (doc) => {
    for (const id of [VICTIM, OTHER, THIRD, FOURTH]) addPoint(doc, pointDraft({ id, authorId: 'victim' }));
    for (const role of ROLES) {
      addPoint(doc, draftOf(role, { id: ownOf(role) }));
      addPoint(doc, draftOf(role, { id: lateOf(role), themeId: INBOX_THEME_ID }));
    }
    mergePoints(doc, [THIRD, FOURTH], { id: CLUSTER, authorId: 'victim', author: '王芳' });
  });
  return server;
}
