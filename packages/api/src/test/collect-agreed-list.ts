import type { ListedAction } from '@gongyi/domain';
import type { Api } from '../create-api.ts';
import type { Actor } from '../kernel/actor.ts';
import type { AgreedListReading, AgreedListScope } from '../ledger/decisions/read-agreed-list.ts';

/** All that an export reads. */
export function collectAgreedList(
  api: Api,
  actor: Actor,
  input: { readonly campaignId: string; readonly scope: AgreedListScope },
): Promise<Omit<AgreedListReading, 'pages'> & { readonly actions: readonly ListedAction[] }> {
  return api.readAgreedList(actor, input, async ({ pages, ...list }) => {
    const actions: ListedAction[] = [];
    for await (const page of pages) actions.push(...page);
    return { ...list, actions };
  });
}
