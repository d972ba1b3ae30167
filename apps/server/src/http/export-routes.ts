import type { Api } from '@gongyi/api';
import { type Clock, DomainError, idField } from '@gongyi/domain';
import { buildAgreedList, contentDisposition, exportFileName, writeCsv, writeXlsx } from '@gongyi/exports';
import { LANGUAGES } from '@gongyi/locale';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { toHeaders } from './request-facts.ts';
import { statusOf } from './status-of.ts';

const FORMATS = {
  xlsx: { type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', write: writeXlsx },
  csv: { type: 'text/csv; charset=utf-8', write: writeCsv },
} as const;

const exportInput = z.object({
  campaignId: idField,
  file: z.enum(['agreed-list.xlsx', 'agreed-list.csv']).transform((file) => (file.endsWith('xlsx') ? 'xlsx' : 'csv')),
  lang: z.enum(LANGUAGES).default('zh-CN'),
  tz: z.string().max(64).refine(isTimeZone).default('Asia/Shanghai'),
  scope: z.enum(['all', 'agreed']).default('all'),
});

/**
 * `GET /api/exports/<campaignId>/agreed-list.{xlsx,csv}?lang=&tz=&scope=`: the list as a file. A refusal is JSON, `{ code, details }`, so that
 * the page can say it in words.
 */
export function serveExports(
  app: FastifyInstance,
  { api, clock }: { readonly api: Pick<Api, 'loadActor' | 'readAgreedList'>; readonly clock: Clock },
): void {
  app.get('/api/exports/:campaignId/:file', async (request, reply) => {
    try {
      const input = exportInput.safeParse({ ...(request.query as object), ...(request.params as object) });
      if (!input.success)
        throw new DomainError('invalidInput', { paths: input.error.issues.map(({ path }) => path.join('.')) });
      const { campaignId, file, lang, tz, scope } = input.data;
      const { campaign, actions } = await api.readAgreedList(await api.loadActor(toHeaders(request.headers)), {
        campaignId,
        scope,
      });
      const list = buildAgreedList({ campaign, actions, language: lang, timeZone: tz, generatedAt: clock() });
      const format = FORMATS[file];
      return reply
        .header('content-disposition', contentDisposition(exportFileName(list.title, file, list.day)))
        .header('cache-control', 'no-store')
        .type(format.type)
        .send(await format.write(list));
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      return reply.code(statusOf(error.code)).send({ code: error.code, details: error.details });
    }
  });
}

function isTimeZone(name: string): boolean {
  try {
    return Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
