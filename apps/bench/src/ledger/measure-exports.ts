import pg from 'pg';
import { createUsageMeter } from '../measure/process-usage.ts';
import { bannerRow } from '../targets/banner-row.ts';
import { openHall } from '../targets/gongyi-hall.ts';
import { spawnServer } from '../targets/spawn-server.ts';
import { fillCampaign } from './fill-campaign.ts';

/** How often somebody else asks for something while a file is made. */
const ASK_EVERY_MS = 20;
const FORMATS = ['csv', 'xlsx'] as const;

/**
 * For each format: milliseconds until the first byte and the last, bytes, the server's memory
 * before and at most, and how long others waited at most for the least thing there is to ask for.
 * Each format has a server of its own, which has made a short list before.
 */
export async function measureExports(serverMain: string, databaseUrl: string, count: number): Promise<string[][]> {
  const rows: string[][] = [];
  let session: { readonly cookies: string; readonly small: string; readonly large: string } | undefined;
  for (const format of FORMATS) {
    const server = await spawnServer({
      command: process.execPath,
      args: [serverMain],
      env: { PORT: '0', HOST: '127.0.0.1', DATABASE_URL: databaseUrl },
      readyLine: /^\s*Stop\b/,
    });
    const meter = createUsageMeter(server.pid, () => []);
    try {
      const origin = bannerRow(server.output, 'Address').replace('localhost', '127.0.0.1');
      session ??= await fill(origin, bannerRow(server.output, 'First run').split('#')[1] ?? '', databaseUrl, count);
      const { cookies, small, large } = session;
      const fetchFile = (campaignId: string) =>
        fetch(`${origin}/api/exports/${campaignId}/agreed-list.${format}`, { headers: { cookie: cookies } });
      await (await fetchFile(small)).arrayBuffer();

      const others = askAgainAndAgain(`${origin}/healthz`);
      meter.begin();
      const from = performance.now();
      const response = await fetchFile(large);
      if (!response.ok || response.body === null) {
        rows.push([format, `refused after ${Math.round(performance.now() - from)} ms: ${response.status}`]);
        await others.stop();
        continue;
      }
      let bytes = 0;
      let firstMs = 0;
      for await (const chunk of response.body) {
        firstMs ||= performance.now() - from;
        bytes += chunk.length;
      }
      const lastMs = performance.now() - from;
      meter.end();
      const waitedMs = await others.stop();
      const { rssAtBeginMb = 0, rssMaxMb = 0 } = meter.usage ?? {};
      rows.push([
        format,
        ...[firstMs, lastMs].map((ms) => `${Math.round(ms).toLocaleString('en')} ms`),
        bytes.toLocaleString('en'),
        ...[rssAtBeginMb, rssMaxMb].map((mb) => `${Math.round(mb).toLocaleString('en')} MB`),
        `${Math.round(waitedMs).toLocaleString('en')} ms`,
      ]);
    } finally {
      meter.stop();
      await server.stop();
    }
  }
  return rows;
}

async function fill(origin: string, setupToken: string, databaseUrl: string, count: number) {
  const { caller } = await openHall(origin, setupToken);
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const small = await fillCampaign(client, caller, 60);
    const large = await fillCampaign(client, caller, count);
    await client.query('VACUUM ANALYZE');
    return { cookies: caller.cookies(), small, large };
  } finally {
    await client.end();
  }
}

/** Somebody who asks for the same again, a moment after each answer. `stop`: the longest wait. */
function askAgainAndAgain(url: string) {
  let isAsking = true;
  let longestMs = 0;
  const asking = (async () => {
    while (isAsking) {
      const from = performance.now();
      // A server that did nothing for long then closes the connections on which it heard nothing.
      while (
        isAsking &&
        !(await fetch(url).then(
          (response) => response.ok,
          () => false,
        ))
      );
      longestMs = Math.max(longestMs, performance.now() - from);
      await new Promise((done) => setTimeout(done, ASK_EVERY_MS));
    }
  })();
  return {
    async stop(): Promise<number> {
      isAsking = false;
      await asking;
      return longestMs;
    },
  };
}
