import type { Transaction } from './decide.ts';
import type { ServiceDeps } from './service-deps.ts';

/**
 * Prepares, in the transaction that changes a user's rights in a campaign, what is told after its commit: in an anonymous session nobody
 * knows the user by their id.
 */
export async function prepareAccessAnnouncement(
  deps: Pick<ServiceDeps, 'sessionGate' | 'ownerKeyOf'>,
  tx: Transaction,
  change: { readonly campaignId: string; readonly userId: string },
): Promise<() => void> {
  const { campaignId, userId } = change;
  const anonymous = await tx.session.findMany({ where: { campaignId, anonymous: true }, select: { id: true } });
  return () => {
    deps.sessionGate.accessChanged(change);
    for (const { id } of anonymous) {
      deps.sessionGate.personChanged({ sessionId: id, authorId: deps.ownerKeyOf(id, userId) });
    }
  };
}
