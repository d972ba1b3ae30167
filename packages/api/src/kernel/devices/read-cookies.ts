/**
 * The values of a cookie that a request brought, as they were sent. A browser sends several of one
 * name when other paths or hosts of the domain have set it too.
 */
export function readCookies(headers: Headers, name: string): string[] {
  const values: string[] = [];
  for (const pair of (headers.get('cookie') ?? '').split(';')) {
    const split = pair.indexOf('=');
    if (split !== -1 && pair.slice(0, split).trim() === name) values.push(pair.slice(split + 1).trim());
  }
  return values;
}
