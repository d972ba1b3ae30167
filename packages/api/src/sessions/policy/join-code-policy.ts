import type { Session } from '@gongyi/db';

type CodeHolder = Pick<Session, 'stage' | 'codeExpiresAt'>;

/** Whether somebody can join the session with its code now. */
export function isCodeOpen(session: CodeHolder, now: Date): boolean {
  return session.stage !== 'closed' && session.codeExpiresAt > now;
}
