import type { EventType } from '@gongyi/domain';

/**
 * What a page is told. `follow.started` comes first when a page follows without a last event id,
 * and is in no table: it names the number from which it goes on, so that a page which read its data
 * a moment earlier knows to read it again.
 */
export type LiveEvent = {
  readonly seq: number;
  readonly type: EventType | 'follow.started';
  /** What it is about: an action, a session, a user, an invitation, or the campaign itself. */
  readonly subjectId: string;
  readonly sessionId: string | null;
};
