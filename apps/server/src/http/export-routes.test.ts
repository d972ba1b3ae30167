import { DomainError, ERROR_CODES } from '@gongyi/domain';
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { type HttpEdge, startHttpEdge } from '../test/http-edge.ts';
import { statusOf } from './status-of.ts';

let edge: HttpEdge;
beforeAll(async () => {
  edge = await startHttpEdge();
});
afterAll(() => edge[Symbol.asyncDispose]());
const answered = async () => ({ campaign: { name: '大讨论', themes: [], units: [] }, actions: [] });
beforeEach(() => {
  edge.answers.list = answered;
  edge.lists.length = 0;
});

const get = (path: string) => fetch(`${edge.origin}/api/exports/${path}`, { headers: { cookie: 'a=1' } });
const CAMPAIGN = 'campaign-1';

describe('what is asked for', () => {
  test.each([
    ['', 'all'],
    ['?scope=all', 'all'],
    ['?scope=agreed', 'agreed'],
    // What stands in the path is what is asked for.
    ['?campaignId=another&file=agreed-list.xlsx', 'all'],
  ])('%s', async (query, scope) => {
    const response = await get(`${CAMPAIGN}/agreed-list.csv${query}`);
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/csv; charset=utf-8']);
    expect(edge.lists).toEqual([{ cookie: 'a=1', input: { campaignId: CAMPAIGN, scope } }]);
  });

  test.each([
    ['scope=everything', 'scope'],
    ['lang=fr', 'lang'],
    ['tz=Mars/Olympus', 'tz'],
    [`tz=${'x'.repeat(65)}`, 'tz'],
    ['tz=', 'tz'],
    ['lang=en&lang=zh-CN', 'lang'],
  ])('nothing is read for ?%s', async (query, path) => {
    const response = await get(`${CAMPAIGN}/agreed-list.csv?${query}`);
    expect(response.status).toBe(400);
    const { code, details } = (await response.json()) as { code: string; details: { paths: string[] } };
    expect([code, ...new Set(details.paths)]).toEqual(['invalidInput', path]);
    expect(edge.lists).toEqual([]);
  });

  test.each([
    [`${CAMPAIGN}/agreed-list.pdf`, 'file'],
    [`${CAMPAIGN}/agreed-list`, 'file'],
    [`${'x'.repeat(65)}/agreed-list.csv`, 'campaignId'],
  ])('nothing is read for %s', async (path, wrong) => {
    const response = await get(path);
    expect([response.status, await response.json()]).toEqual([
      400,
      { code: 'invalidInput', details: { paths: [wrong] } },
    ]);
    expect(edge.lists).toEqual([]);
  });
});

describe('the file', () => {
  test('is a workbook, named for the list, and stays in no cache', async () => {
    const response = await get(`${CAMPAIGN}/agreed-list.xlsx`);
    expect(response.headers.get('content-type')).toBe(
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    );
    expect(response.headers.get('cache-control')).toBe('no-store');
    const name = decodeURIComponent(
      /filename\*=UTF-8''([^;]+)/.exec(response.headers.get('content-disposition') ?? '')?.[1] ?? '',
    );
    expect(name).toMatch(/大讨论.*\.xlsx$/);
    expect((await response.text()).slice(0, 2)).toBe('PK');
  });

  test('is a table in text, in the language that was asked for and Chinese by itself', async () => {
    const response = await get(`${CAMPAIGN}/agreed-list.csv`);
    expect([response.headers.get('content-disposition'), response.headers.get('cache-control')]).toEqual([
      expect.stringMatching(/\.csv$/),
      'no-store',
    ]);
    const [byItself, chinese, english] = await Promise.all(
      ['', '?lang=zh-CN', '?lang=en'].map(async (query) => (await get(`${CAMPAIGN}/agreed-list.csv${query}`)).text()),
    );
    expect(byItself).toContain('序号');
    expect(chinese).toBe(byItself);
    expect(english).not.toMatch(/\p{Script=Han}{3}/u);
  });

  test('bears the day of the place that was asked for, and of Shanghai by itself', async () => {
    const names = async (query: string) => {
      const { headers } = await get(`${CAMPAIGN}/agreed-list.csv${query}`);
      return decodeURIComponent(headers.get('content-disposition') ?? '');
    };
    // The next day in Shanghai, the day before in New York.
    vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-11-29T20:00:00Z') });
    onTestFinished(() => void vi.useRealTimers());
    expect(await names('')).toContain('2026-11-30');
    expect(await names('?tz=Asia/Shanghai')).toContain('2026-11-30');
    expect(await names('?tz=America/New_York')).toContain('2026-11-29');
  });
});

describe('a refusal', () => {
  const expected: Readonly<Record<string, number>> = {
    notSignedIn: 401,
    forbidden: 403,
    notFound: 404,
    invalidInput: 400,
    tooManyRequests: 429,
    serverUnavailable: 503,
  };

  test.each(ERROR_CODES)('%s is told by its status', (code) => {
    expect(statusOf(code)).toBe(expected[code] ?? 409);
  });

  test.each(['notSignedIn', 'forbidden', 'notFound', 'limitReached'] as const)('%s is told in JSON', async (code) => {
    edge.refuseList(new DomainError(code));
    const response = await get(`${CAMPAIGN}/agreed-list.csv`);
    expect([response.status, await response.json()]).toEqual([expected[code] ?? 409, { code, details: {} }]);
  });

  test('a fault of ours is none: it is written down here, and its words are told to nobody', async () => {
    edge.refuseList(new Error('no such file: /srv/gongyi/secret'));
    const response = await get(`${CAMPAIGN}/agreed-list.csv?tz=Etc/UTC`);
    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain('secret');
    const faults = edge.lines.filter(({ level }) => level >= 50);
    expect(faults).toMatchObject([{ err: { message: 'no such file: /srv/gongyi/secret' }, method: 'GET' }]);
    expect(faults[0]?.route).toBe('/api/exports/:campaignId/:file');
  });
});
