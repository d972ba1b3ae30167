import { type AccountInput, DomainError } from '@gongyi/domain';
import { hashSecretToken, newSecretToken } from '../auth/secret-token.ts';
import { insertAccount } from './insert-account.ts';
import type { ServiceDeps } from './service-deps.ts';

const SETUP_TOKEN_KEY = 'setup_token_hash';

export async function needsSetup(deps: Pick<ServiceDeps, 'prisma'>): Promise<boolean> {
  const administrator = await deps.prisma.user.findFirst({ where: { isAdministrator: true }, select: { id: true } });
  return administrator === null;
}

/** A new first-run token, which ends the one before; null once there is an administrator. */
export async function createSetupToken(deps: Pick<ServiceDeps, 'prisma'>): Promise<string | null> {
  if (!(await needsSetup(deps))) return null;
  const token = newSecretToken();
  const value = hashSecretToken(token);
  await deps.prisma.instanceSetting.upsert({
    where: { key: SETUP_TOKEN_KEY },
    create: { key: SETUP_TOKEN_KEY, value },
    update: { value },
  });
  return token;
}

/**
 * Creates the first account, the administrator's. Happens once: using up the token locks its row, so of many at the same time
 * one succeeds. No campaign exists yet, so there is no history to write into. Throws setupDone or setupLinkInvalid.
 */
export async function setUpInstance(deps: ServiceDeps, input: { token: string; account: AccountInput }): Promise<void> {
  const value = hashSecretToken(input.token);
  if (!(await needsSetup(deps))) throw new DomainError('setupDone');
  const stored = await deps.prisma.instanceSetting.findUnique({ where: { key: SETUP_TOKEN_KEY } });
  if (stored?.value !== value) throw new DomainError('setupLinkInvalid');
  const { name, email, password } = input.account;
  const passwordHash = await deps.hashPassword(password);
  await deps.prisma.$transaction(async (tx) => {
    const { count } = await tx.instanceSetting.deleteMany({ where: { key: SETUP_TOKEN_KEY, value } });
    if (count === 0) {
      const done = await tx.user.count({ where: { isAdministrator: true } });
      throw new DomainError(done > 0 ? 'setupDone' : 'setupLinkInvalid');
    }
    await insertAccount(tx, { name, email, passwordHash, isAdministrator: true });
  });
}
