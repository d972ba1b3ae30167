/** `/login?next=…`, so that signing in leads back to where the person wanted to go. */
export function loginPathFor(wanted: string): string {
  return `/login?next=${encodeURIComponent(wanted)}`;
}

/**
 * The path to return to. Only paths of this site: a link that somebody sends must not lead from our
 * sign-in to another site (`//evil`, `/\evil` and absolute addresses become the default).
 */
export function returnPathFrom(search: string): string {
  const next = new URLSearchParams(search).get('next');
  return next !== null && /^\/(?![/\\])/.test(next) ? next : '/campaigns';
}
