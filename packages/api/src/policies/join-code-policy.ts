type CodeHolder = { readonly closedAt: Date | null; readonly codeExpiresAt: Date };

/** Whether somebody can join the session with its code now. */
export function isCodeOpen(session: CodeHolder, now: Date): boolean {
  return session.closedAt === null && session.codeExpiresAt > now;
}
