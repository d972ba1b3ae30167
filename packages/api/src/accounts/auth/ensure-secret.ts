import type { DatabaseClient } from '@gongyi/db';
import { newSecretToken } from '../../kernel/devices/secret-token.ts';

const SECRET_KEY = 'cookie_secret';

/**
 * The secret that signs sign-in cookies: made once for the installation, the same for all servers
 * that start at once.
 */
export async function ensureSecret(prisma: DatabaseClient): Promise<string> {
  await prisma.instanceSetting.createMany({
    data: [{ key: SECRET_KEY, value: newSecretToken() }],
    skipDuplicates: true,
  });
  const { value } = await prisma.instanceSetting.findUniqueOrThrow({ where: { key: SECRET_KEY } });
  return value;
}
