import { LIMITS } from '@gongyi/domain';
import type { DocumentRights } from '../ports.ts';

/**
 * Those of the boards in the tests, one of them with an id as long as may be; no other is the
 * session's.
 */
const THEME_IDS = ['theme-1', 'theme-2', 'theme-3', 'x'.repeat(LIMITS.idChars)];

const NOTHING: DocumentRights = {
  themes: new Set(THEME_IDS),
  add: 'none',
  editOwn: false,
  move: false,
  draw: false,
  editAny: false,
  lead: false,
  showDoing: true,
};

/** What the roles come to in a document, at different stages of a session. */
export const RIGHTS = {
  reader: NOTHING,
  /** While points are collected. */
  participant: { ...NOTHING, add: 'themes', editOwn: true, draw: true },
  /** While they are sorted. */
  sorter: { ...NOTHING, add: 'inbox', editOwn: true, move: true, draw: true },
  /** Before and after that. */
  latecomer: { ...NOTHING, add: 'inbox' },
  /** The same, while their own may be put right. */
  early: { ...NOTHING, add: 'inbox', editOwn: true },
  /** While points are written privately, or nothing else is open. */
  drawer: { ...NOTHING, draw: true },
  facilitator: { ...NOTHING, add: 'themes', editOwn: true, move: true, draw: true, editAny: true, lead: true },
} as const satisfies Record<string, DocumentRights>;
