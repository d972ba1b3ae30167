import { Prisma } from '@gongyi/db';
import {
  ACTION_STATES,
  type ActionState,
  DomainError,
  formatActionNumber,
  LIMITS,
  type ListedAction,
  STATES,
} from '@gongyi/domain';
import { type ThemeView, toThemeView, type UnitView } from '../../campaigns/index.ts';
import type { Actor } from '../../kernel/actor.ts';
import { byUser, decide, type Transaction } from '../../kernel/decide.ts';
import { requireInCampaign } from '../../kernel/policy/standing.ts';
import type { ServiceDeps } from '../../kernel/service-deps.ts';
import { toDay } from '../steps/action-row.ts';

/** What an export is made of, all of it as it stood at one moment. */
export type AgreedListReading = {
  readonly campaign: {
    readonly name: string;
    /** In the campaign's order, like the units. */
    readonly themes: readonly ThemeView[];
    readonly units: readonly UnitView[];
  };
  /** How many of the actions are drafts. */
  readonly drafts: number;
  /**
   * By theme and then by number. They are read when they are asked for, once, and only before the
   * reading has ended; whoever has a page has all that is kept of it.
   */
  readonly pages: AsyncIterable<readonly ListedAction[]>;
};

/** `agreed`: without drafts. */
export type AgreedListScope = 'all' | 'agreed';

/** Everybody else waits while a page becomes bytes, so it is a short one. */
export const ACTIONS_PER_READ = 100;

/**
 * Gives the list to `read`, as it is taken out of the house; that it was is in the history. Until
 * `read` has ended it holds a connection of the database, and a transaction that sees the list as
 * it was: `read` has to end within `LIMITS.exportSeconds`, after which there are no more pages.
 * Throws notSignedIn, forbidden, notFound, and what `read` throws.
 */
export async function readAgreedList<Result>(
  deps: ServiceDeps,
  actor: Actor,
  { campaignId, scope }: { readonly campaignId: string; readonly scope: AgreedListScope },
  read: (list: AgreedListReading) => Promise<Result>,
): Promise<Result> {
  const { user } = requireInCampaign(actor, campaignId, 'list.export');
  const states = ACTION_STATES.filter((state) => scope === 'all' || STATES[state].agreed);
  return deps.prisma.$transaction(async (tx) => {
    await tx.$executeRaw`SET TRANSACTION READ ONLY`;
    // Between two pages it is idle for as long as their reader takes; who that is has bounds.
    await tx.$executeRaw`SELECT set_config('idle_in_transaction_session_timeout', ${String(EXPORT_MS)}, true)`;
    // One after the other: a transaction has one connection.
    const campaign = await tx.campaign.findUnique({ where: { id: campaignId }, select: { name: true } });
    if (campaign === null) throw new DomainError('notFound');
    const inOrder = { where: { campaignId }, orderBy: { position: 'asc' } } as const;
    const themes = await tx.theme.findMany(inOrder);
    const units = await tx.unit.findMany(inOrder);
    const groups = await tx.action.groupBy({ by: ['state'], where: { campaignId }, _count: true });
    const countOf = (of: readonly ActionState[]) =>
      groups.reduce((sum, { state, _count }) => (of.includes(state) ? sum + _count : sum), 0);
    // Before anything leaves: what is not in the history does not leave.
    await decide(deps, (_tx, append) =>
      append({
        campaignId,
        type: 'list.exported',
        subjectId: campaignId,
        actor: byUser(user),
        data: { scope, rows: countOf(states) },
      }),
    );
    return read({
      campaign: {
        name: campaign.name,
        themes: themes.map(toThemeView),
        units: units.map(({ id, name }) => ({ id, name })),
      },
      drafts: countOf(states.filter((state) => state === 'draft')),
      pages: readPages(tx, themes, states),
    });
  }, TRANSACTION_OPTIONS);
}

const EXPORT_MS = LIMITS.exportSeconds * 1_000;
const TRANSACTION_OPTIONS = {
  isolationLevel: Prisma.TransactionIsolationLevel.RepeatableRead,
  maxWait: 20_000,
  timeout: EXPORT_MS,
};

async function* readPages(
  tx: Transaction,
  themes: readonly { readonly id: string; readonly code: string }[],
  states: readonly ActionState[],
): AsyncGenerator<readonly ListedAction[]> {
  for (const { id: themeId, code } of themes) {
    for (let after: number | undefined; ; ) {
      const rows = await tx.action.findMany({
        where: { themeId, number: { gt: after }, state: { in: [...states] } },
        orderBy: { number: 'asc' },
        take: ACTIONS_PER_READ,
        select: LISTED,
      });
      if (rows.length > 0) {
        yield rows.map(({ number, supportUnits, deadline, ...row }) => ({
          ...row,
          number: formatActionNumber(code, number),
          supportUnitIds: supportUnits.map(({ unitId }) => unitId),
          deadline: toDay(deadline),
        }));
      }
      if (rows.length < ACTIONS_PER_READ) break;
      after = rows.at(-1)?.number;
    }
  }
}

const LISTED = {
  id: true,
  themeId: true,
  number: true,
  state: true,
  problem: true,
  goal: true,
  measure: true,
  leadUnitId: true,
  supportUnits: { orderBy: { position: 'asc' }, select: { unitId: true } },
  leader: true,
  owners: true,
  deadline: true,
} as const satisfies Prisma.ActionSelect;
