import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { pipeline } from 'node:stream/promises';
import { type Api, isDatabaseAway } from '@gongyi/api';
import { type Clock, DomainError, idField, LIMITS } from '@gongyi/domain';
import { contentDisposition, exportFileName, pageAgreedList, streamCsv, streamXlsx } from '@gongyi/exports';
import { LANGUAGES } from '@gongyi/locale';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { countHolders } from './count-holders.ts';
import { toHeaders } from './request-facts.ts';
import { statusOf } from './status-of.ts';

const FORMATS = {
  xlsx: { type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', stream: streamXlsx },
  csv: { type: 'text/csv; charset=utf-8', stream: streamCsv },
} as const;

const exportInput = z.object({
  campaignId: idField,
  file: z.enum(['agreed-list.xlsx', 'agreed-list.csv']).transform((file) => (file.endsWith('xlsx') ? 'xlsx' : 'csv')),
  lang: z.enum(LANGUAGES).default('zh-CN'),
  tz: z.string().max(64).refine(isTimeZone).default('Asia/Shanghai'),
  scope: z.enum(['all', 'agreed']).default('all'),
});

export type ExportLimits = {
  /** Files that are made at once. */
  readonly perPerson: number;
  readonly perServer: number;
  /** How long one may take, and for how long its reader may take nothing, in milliseconds. */
  readonly totalMs: number;
  readonly stallMs: number;
};

const OF_DOMAIN: ExportLimits = {
  perPerson: LIMITS.exportsPerPerson,
  perServer: LIMITS.exportsPerServer,
  totalMs: LIMITS.exportSeconds * 1_000,
  stallMs: LIMITS.exportStallSeconds * 1_000,
};

/**
 * `GET /api/exports/<campaignId>/agreed-list.{xlsx,csv}?lang=&tz=&scope=`: the list as a file, made
 * as fast as it is taken. A refusal is JSON, `{ code, details }`, so that the page can say it in
 * words; tooManyRequests when so many are being made already. What goes wrong after the first byte
 * closes the connection in the middle of the answer: half a file must not look like a whole one.
 */
export function serveExports(
  app: FastifyInstance,
  options: {
    readonly api: Pick<Api, 'loadActor' | 'readAgreedList'>;
    readonly clock: Clock;
    readonly limits?: ExportLimits;
  },
): void {
  const { api, clock, limits = OF_DOMAIN } = options;
  const takePlace = countPlaces(limits);

  app.get('/api/exports/:campaignId/:file', async (request, reply) => {
    let hasBegun = false;
    try {
      const input = exportInput.safeParse({ ...(request.query as object), ...(request.params as object) });
      if (!input.success)
        throw new DomainError('invalidInput', { paths: input.error.issues.map(({ path }) => path.join('.')) });
      const { campaignId, file, lang, tz, scope } = input.data;
      // Before it is asked who this is: by then they may have signed out.
      if (!(await comesToBeSent(reply.raw, request.raw.socket))) {
        reply.hijack();
        return;
      }
      const actor = await api.loadActor(toHeaders(request.headers));
      using _place = takePlace(actor.user?.id ?? '');
      await api.readAgreedList(actor, { campaignId, scope }, async (reading) => {
        const list = pageAgreedList({ ...reading, language: lang, timeZone: tz, generatedAt: clock() });
        const format = FORMATS[file];
        reply
          .header('content-disposition', contentDisposition(exportFileName(list.title, file, list.day)))
          .header('cache-control', 'no-store')
          .type(format.type)
          .hijack();
        hasBegun = true;
        reply.raw.writeHead(200, reply.getHeaders() as Record<string, string>);
        await sendAsTaken(format.stream(list), reply.raw, limits);
      });
    } catch (error) {
      if (hasBegun) {
        logBreak(error, app, request.routeOptions.url);
        return;
      }
      if (!(error instanceof DomainError)) throw error;
      if (error.code === 'tooManyRequests') reply.header('retry-after', '60');
      return reply.code(statusOf(error.code)).send({ code: error.code, details: error.details });
    }
  });
}

/**
 * Waits for the answers that go over the same connection before this one. False when it closes
 * first: an answer that has not begun to be sent is not told so, by no event and not by
 * `destroy`, and what is made for it would wait for good.
 */
async function comesToBeSent(response: ServerResponse, connection: Socket): Promise<boolean> {
  if (connection.destroyed || response.destroyed) return false;
  if (response.socket !== null) return true;
  return new Promise((resolve) => {
    const settle = () => {
      connection.off('close', settle);
      response.off('socket', settle);
      resolve(response.socket !== null && !connection.destroyed);
    };
    connection.on('close', settle);
    response.on('socket', settle);
  });
}

/** Gives a place to whoever may begin, until it is disposed of. Throws tooManyRequests. */
function countPlaces({ perPerson, perServer }: ExportLimits): (personId: string) => Disposable {
  const ofPerson = countHolders(perPerson);
  const ofServer = countHolders(perServer);
  return (personId) => {
    const leavePerson = ofPerson.take(personId);
    const leaveServer = leavePerson && ofServer.take('');
    if (leaveServer === null) leavePerson?.();
    if (leavePerson === null || leaveServer === null) throw new DomainError('tooManyRequests');
    return {
      [Symbol.dispose]() {
        leavePerson();
        leaveServer();
      },
    };
  };
}

/**
 * Resolves when the last byte has been handed over. In every other case the connection is closed,
 * nothing more is made, and it rejects.
 */
async function sendAsTaken(
  chunks: AsyncIterable<string | Buffer>,
  response: ServerResponse,
  { totalMs, stallMs }: ExportLimits,
): Promise<void> {
  const tooSlow = new AbortController();
  const timer = setTimeout(() => tooSlow.abort(), totalMs);
  response.setTimeout(stallMs, () => tooSlow.abort());
  try {
    await pipeline(chunks, response, { signal: tooSlow.signal });
  } finally {
    clearTimeout(timer);
  }
}

function logBreak(err: unknown, { log }: FastifyInstance, route: string | undefined): void {
  const code = err instanceof Error && 'code' in err ? err.code : null;
  const about = { err, route };
  if (code === 'ERR_STREAM_PREMATURE_CLOSE') log.debug(about, 'whoever asked for an export has hung up');
  else if (code === 'ABORT_ERR') log.info(about, 'whoever asked for an export took too long to take it');
  else if (isDatabaseAway(err)) log.warn(about, 'an export broke off: the database is away');
  else log.error(about, 'an export broke off');
}

function isTimeZone(name: string): boolean {
  try {
    return Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
