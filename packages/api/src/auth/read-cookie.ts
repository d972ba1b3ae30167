/** The value of a cookie that a request brought, as it was sent; null when it brought none of this name. */
export function readCookie(headers: Headers, name: string): string | null {
  for (const pair of (headers.get('cookie') ?? '').split(';')) {
    const split = pair.indexOf('=');
    if (split !== -1 && pair.slice(0, split).trim() === name) return pair.slice(split + 1).trim();
  }
  return null;
}
