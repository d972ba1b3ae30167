import type { DatabaseClient } from '@gongyi/db';
import { LIMITS, newId } from '@gongyi/domain';
import { betterAuth } from 'better-auth';
import { prismaAdapter } from 'better-auth/adapters/prisma';
import { APIError } from 'better-auth/api';
import { COOKIE_PREFIX } from '../../kernel/devices/read-sign-in-cookie.ts';
import { createRequestLimiter } from '../../kernel/guesses/request-limiter.ts';
import type { Logger, PasswordHasher } from '../../kernel/ports.ts';

/**
 * Written by `createAuthHandler` over whatever the client sent, so that nobody chooses the address
 * that is counted.
 */
export const CLIENT_IP_HEADER = 'x-gongyi-client-ip';

const DAY_SECONDS = 86_400;
/** The ledger is kept for months; nobody should sign in every week for it. */
const SIGNED_IN_DAYS = 30;

export type AuthOptions = {
  readonly prisma: DatabaseClient;
  readonly secret: string;
  /** The one address that people use, when there is one; else each request's own. */
  readonly publicUrl: string | null;
  readonly logger: Logger;
  readonly passwords: PasswordHasher;
  /** Told after a row of `auth_session` is gone, by whatever way through better-auth. */
  readonly onSignInEnded: (signInId: string) => void;
};

export type Auth = ReturnType<typeof createAuth>;

/**
 * Sign-in with email and password for users. Accounts are made by first-run and invitation links
 * alone (insertAccount).
 */
export function createAuth({ prisma, secret, publicUrl, logger, passwords, onSignInEnded }: AuthOptions) {
  return betterAuth({
    appName: 'Gongyi',
    secret,
    ...(publicUrl === null ? {} : { baseURL: new URL(publicUrl).origin }),
    basePath: '/api/auth',
    database: prismaAdapter(prisma, { provider: 'postgresql' }),
    session: {
      modelName: 'authSession',
      expiresIn: SIGNED_IN_DAYS * DAY_SECONDS,
      updateAge: DAY_SECONDS,
    },
    databaseHooks: { session: { delete: { after: async ({ id }) => onSignInEnded(id) } } },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: LIMITS.passwordMinChars,
      maxPasswordLength: LIMITS.passwordMaxChars,
      password: passwords,
    },
    rateLimit: {
      enabled: true,
      window: 60,
      max: 600,
      // Beside what all servers count together (`sign-in-limiter.ts`).
      customRules: {
        '/sign-in/email': { window: LIMITS.signInsWindowSeconds, max: LIMITS.signInsPerAddress },
      },
      customStorage: createRequestLimiter(),
    },
    telemetry: { enabled: false },
    advanced: {
      cookiePrefix: COOKIE_PREFIX,
      // Told, not guessed from NODE_ENV: over plain HTTP a Secure cookie is dropped and nobody
      // could sign in.
      useSecureCookies: publicUrl?.startsWith('https:') ?? false,
      ipAddress: { ipAddressHeaders: [CLIENT_IP_HEADER] },
      database: { generateId: () => newId<string>() },
      // Said aloud, because better-auth turns both off by itself when it thinks that it is being
      // tested.
      disableCSRFCheck: false,
      disableOriginCheck: false,
    },
    logger: {
      level: 'error',
      // It calls a wrong password an error, and adds the email address: neither belongs in a log.
      // Errors thrown are kept.
      log: (_level, message, ...details) => {
        const err = details.find((detail) => detail instanceof Error);
        logger.warn(err === undefined ? {} : { err }, `sign-in: ${message}`);
      },
    },
    onAPIError: {
      onError: (err) => {
        const isRefusal = err instanceof APIError && err.statusCode < 500;
        if (!isRefusal) logger.error({ err }, 'sign-in failed');
      },
    },
  });
}
