import { TEMPLATES } from '@gongyi/domain';
import type { Entrant } from '../load/load-plan.ts';

const FACILITATOR = { name: '主持人', email: 'facilitator@example.org', password: 'a long enough password' };
/** How many join at the same time. */
const JOINING = 16;

type HallTheme = { readonly id: string; readonly color: string; readonly prompts: readonly string[] };

/** A session with its door open. */
export type Hall = {
  readonly sessionId: string;
  readonly themeIds: readonly string[];
  readonly themes: readonly HallTheme[];
  /** Of the facilitator who opened it. */
  readonly facilitator: Entrant;
  /** The same, for what else they do. */
  readonly caller: Caller;
  admit(count: number): Promise<Entrant[]>;
};

/**
 * Does over the API what a facilitator does on an empty installation, and what people do who scan
 * the code.
 */
export async function openHall(origin: string, setupToken: string): Promise<Hall> {
  const facilitator = createCaller(origin);
  await facilitator.mutate('account.setup', { token: setupToken, account: FACILITATOR });
  const { email, password } = FACILITATOR;
  await facilitator.post('/api/auth/sign-in/email', { email, password });

  const [template] = TEMPLATES;
  if (template === undefined) throw new Error('there are no templates');
  const { campaignId } = await facilitator.mutate<{ campaignId: string }>('campaigns.create', {
    name: '大讨论',
    templateId: template.id,
    themes: template.themes,
    units: ['镇党政办'],
  });
  const { sessionId } = await facilitator.mutate<{ sessionId: string }>('sessions.create', {
    campaignId,
    title: '第一场',
  });
  await facilitator.mutate('facilitation.setStage', { sessionId, from: 'brief', stage: 'collect' });
  const { joinCode, themes, me } = await facilitator.query<{
    joinCode: string;
    themes: HallTheme[];
    me: { id: string };
  }>('sessions.get', { sessionId });
  let admitted = 0;

  async function admitOne(): Promise<Entrant> {
    const caller = createCaller(origin);
    const name = `参与者${++admitted}`;
    await caller.mutate('participants.join', { code: joinCode, name, unit: '石桥村' });
    const { me } = await caller.query<{ me: { id: string } }>('sessions.get', { sessionId });
    return { name, personId: me.id, headers: { cookie: caller.cookies(), origin } };
  }

  return {
    sessionId,
    themeIds: themes.map(({ id }) => id),
    themes,
    caller: facilitator,
    facilitator: { name: FACILITATOR.name, personId: me.id, headers: { cookie: facilitator.cookies(), origin } },
    async admit(count) {
      const entrants: Entrant[] = [];
      let left = count;
      const admitNext = async () => {
        while (left-- > 0) entrants.push(await admitOne());
      };
      await Promise.all(Array.from({ length: Math.min(JOINING, count) }, admitNext));
      return entrants;
    },
  };
}

export type Caller = ReturnType<typeof createCaller>;

/** A browser as far as the API can tell: it keeps cookies and says where it comes from. */
function createCaller(origin: string) {
  const jar = new Map<string, string>();
  const cookies = () => [...jar].map(([name, value]) => `${name}=${value}`).join('; ');

  async function call(path: string, init: RequestInit): Promise<unknown> {
    const headers = { origin, 'content-type': 'application/json', ...(jar.size > 0 ? { cookie: cookies() } : {}) };
    const response = await fetch(`${origin}${path}`, { ...init, headers });
    const text = await response.text();
    if (!response.ok)
      throw new Error(`${path.split('?')[0]} was answered with ${response.status}: ${text.slice(0, 300)}`);
    for (const cookie of response.headers.getSetCookie()) {
      const [pair = ''] = cookie.split(';');
      jar.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1));
    }
    return text === '' ? null : JSON.parse(text);
  }

  const post = (path: string, body: unknown) => call(path, { method: 'POST', body: JSON.stringify(body) });
  const dataOf = <T>(answer: unknown) => (answer as { result: { data: T } }).result.data;
  return {
    cookies,
    post,
    mutate: async <T>(procedure: string, input: unknown) => dataOf<T>(await post(`/trpc/${procedure}`, input)),
    query: async <T>(procedure: string, input: unknown) =>
      dataOf<T>(await call(`/trpc/${procedure}?input=${encodeURIComponent(JSON.stringify(input))}`, { method: 'GET' })),
  };
}
