/**
 * Who stands behind a point: name and unit; once, when a unit speaks for itself; empty, when nobody
 * is named.
 */
export function signature(author: string, unit: string): string {
  return [...new Set([author, unit])].filter((part) => part !== '').join(' · ');
}
