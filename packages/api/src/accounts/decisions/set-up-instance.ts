import { type AccountInput, DomainError } from '@gongyi/domain';
import { hashSecretToken, newSecretToken } from '../../kernel/devices/secret-token.ts';
import type { ServiceDeps } from '../../kernel/service-deps.ts';
import { insertAccount } from '../steps/insert-account.ts';

/**
 * Before the hash of a token, as the key of a setting. Earlier versions kept one hash under another
 * key that begins like this.
 */
const TOKEN_PREFIX = 'setup_token_hash';
const keyOf = (token: string) => `${TOKEN_PREFIX}:${hashSecretToken(token)}`;

/**
 * Several servers that start on one database each print a link, and each link works; those of many
 * starts ago do not.
 */
const TOKENS_KEPT = 8;

export async function needsSetup(deps: Pick<ServiceDeps, 'prisma'>): Promise<boolean> {
  const administrator = await deps.prisma.user.findFirst({ where: { isAdministrator: true }, select: { id: true } });
  return administrator === null;
}

/** A new first-run token, beside the last few; null once there is an administrator. */
export async function createSetupToken(deps: Pick<ServiceDeps, 'prisma' | 'now'>): Promise<string | null> {
  if (!(await needsSetup(deps))) return null;
  const token = newSecretToken();
  const key = keyOf(token);
  await deps.prisma.instanceSetting.create({ data: { key, value: deps.now().toISOString() } });
  // Never the one of now: a clock that was set back would make it the oldest.
  const old = await deps.prisma.instanceSetting.findMany({
    where: { key: { startsWith: TOKEN_PREFIX, not: key } },
    orderBy: { value: 'desc' },
    skip: TOKENS_KEPT - 1,
    select: { key: true },
  });
  await deps.prisma.instanceSetting.deleteMany({ where: { key: { in: old.map((setting) => setting.key) } } });
  return token;
}

/**
 * Creates the first account, the administrator's. Happens once: whoever does it uses up all tokens,
 * waiting for others who are about to, and looks again afterwards. No campaign exists yet, so there
 * is no history to write into. Throws setupDone or setupLinkInvalid.
 */
export async function setUpInstance(deps: ServiceDeps, input: { token: string; account: AccountInput }): Promise<void> {
  const key = keyOf(input.token);
  if (!(await needsSetup(deps))) throw new DomainError('setupDone');
  const stored = await deps.prisma.instanceSetting.findUnique({ where: { key } });
  // Perhaps somebody else has used it up since this was asked.
  if (stored === null) throw new DomainError((await needsSetup(deps)) ? 'setupLinkInvalid' : 'setupDone');
  const { name, email, password } = input.account;
  const passwordHash = await deps.hashPassword(password);
  await deps.prisma.$transaction(async (tx) => {
    const { count } = await tx.instanceSetting.deleteMany({ where: { key: { startsWith: TOKEN_PREFIX } } });
    // Also when there was one to use up: it may have been made while somebody else did it.
    const done = await tx.user.count({ where: { isAdministrator: true } });
    if (done > 0) throw new DomainError('setupDone');
    if (count === 0) throw new DomainError('setupLinkInvalid');
    await insertAccount(tx, { name, email, passwordHash, isAdministrator: true });
  });
}
