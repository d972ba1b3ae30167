import { type AccountInput, DomainError, newId, type UserId } from '@gongyi/domain';
import { isUniqueViolation } from '../../kernel/database-errors.ts';
import type { Transaction } from '../../kernel/decide.ts';

/**
 * An account that better-auth's sign-in by email and password finds: a user, and its `credential`
 * account with the hash. Written here, and not through better-auth, so that it commits together
 * with the right that it is made for. Throws emailTaken.
 */
export async function insertAccount(
  tx: Transaction,
  account: Omit<AccountInput, 'password'> & { passwordHash: string; isAdministrator: boolean },
): Promise<UserId> {
  const userId = newId<UserId>();
  try {
    await tx.user.create({
      data: { id: userId, name: account.name, email: account.email, isAdministrator: account.isAdministrator },
      select: { id: true },
    });
  } catch (error) {
    if (isUniqueViolation(error)) throw new DomainError('emailTaken');
    throw error;
  }
  await tx.account.create({
    data: { id: newId(), userId, accountId: userId, providerId: 'credential', password: account.passwordHash },
    select: { id: true },
  });
  return userId;
}
