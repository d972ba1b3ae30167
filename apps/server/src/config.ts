import { resolve } from 'node:path';
import { z } from 'zod';
import { isNetwork } from './http/proxy-trust.ts';

/**
 * Everything that the environment and the command line decide. Read here, once, and nowhere else.
 */
export type Config = {
  readonly port: number;
  readonly host: string;
  /** Absolute. Holds the embedded PostgreSQL; unused with `databaseUrl`. */
  readonly dataDir: string;
  /** A PostgreSQL of one's own; null for the embedded one. */
  readonly databaseUrl: string | null;
  /** A Redis that carries messages between several servers; null for PostgreSQL. */
  readonly redisUrl: string | null;
  /**
   * The address by which people reach this server, without a trailing slash; null when it has no
   * fixed one.
   */
  readonly publicUrl: string | null;
  /**
   * Addresses and networks (10.0.0.0/8) of the reverse proxies elsewhere whose word is taken about
   * where a request comes from.
   */
  readonly trustedProxies: readonly string[];
  /** What a reader of `/metrics` has to show; null when only programs on this machine read them. */
  readonly metricsToken: string | null;
  readonly logLevel: (typeof LOG_LEVELS)[number];
  readonly demo: boolean;
};

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

/** One line that says which setting is wrong and what it takes. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

const unset = (value: unknown) => (typeof value === 'string' && value.trim() === '' ? undefined : value);

const environment = z.object({
  PORT: z.preprocess(
    unset,
    z
      .string()
      .regex(/^\d{1,5}$/)
      .transform(Number)
      .pipe(z.int().max(65_535))
      .default(3000),
  ),
  HOST: z.preprocess(unset, z.union([z.ipv4(), z.ipv6(), z.hostname()]).default('0.0.0.0')),
  DATA_DIR: z.preprocess(unset, z.string().max(1_000).default('data')),
  DATABASE_URL: z.preprocess(
    unset,
    z
      .string()
      .refine((url) => /^postgres(ql)?:\/\/./.test(url) && URL.canParse(url))
      .nullable()
      .default(null),
  ),
  REDIS_URL: z.preprocess(
    unset,
    z
      .string()
      .refine((url) => /^rediss?:\/\/./.test(url) && URL.canParse(url) && new URL(url).hostname !== '')
      .nullable()
      .default(null),
  ),
  PUBLIC_URL: z.preprocess(
    unset,
    z
      .string()
      .refine((url) => URL.canParse(url) && /^https?:$/.test(new URL(url).protocol) && new URL(url).pathname === '/')
      .transform((url) => new URL(url).origin)
      .nullable()
      .default(null),
  ),
  TRUSTED_PROXIES: z.preprocess(
    unset,
    z
      .string()
      .max(10_000)
      .transform((list) => list.split(',').map((network) => network.trim()))
      .refine((networks) => networks.every(isNetwork))
      .default([]),
  ),
  METRICS_TOKEN: z.preprocess(
    unset,
    z
      .string()
      // As it stands in a header.
      .regex(/^[\x21-\x7e]{16,200}$/)
      .nullable()
      .default(null),
  ),
  LOG_LEVEL: z.preprocess(unset, z.enum(LOG_LEVELS).default('warn')),
});

const EXPECTED: Record<keyof z.output<typeof environment>, string> = {
  PORT: 'a whole number from 0 to 65535',
  HOST: 'a host name or an IP address to listen on, such as 0.0.0.0 or 127.0.0.1',
  DATA_DIR: 'a folder',
  DATABASE_URL: 'an address such as postgresql://user:password@host:5432/gongyi',
  REDIS_URL: 'an address such as redis://:password@host:6379, or rediss:// for TLS',
  PUBLIC_URL: 'an address without a path, such as https://gongyi.example.org',
  TRUSTED_PROXIES: 'addresses or networks, separated by commas, such as 10.0.0.7,192.168.1.0/24',
  METRICS_TOKEN: '16 to 200 letters, digits and signs without spaces',
  LOG_LEVEL: `one of ${LOG_LEVELS.join(', ')}`,
};

/** Passwords may stand in the addresses. */
const SECRET: readonly string[] = ['DATABASE_URL', 'REDIS_URL', 'METRICS_TOKEN'];

/**
 * @param argv The arguments after the program's name.
 * @throws ConfigError for the first setting that is wrong. The message never repeats what is or may
 * hold a secret.
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>, argv: readonly string[]): Config {
  const unknown = argv.filter((argument) => argument !== '--demo' && argument !== '--');
  if (unknown.length > 0) throw new ConfigError(`Unknown argument ${unknown[0]}. The only one is --demo.`);

  const parsed = environment.safeParse(env);
  if (!parsed.success) {
    const name = parsed.error.issues[0]?.path[0] as keyof typeof EXPECTED;
    const got = SECRET.includes(name) ? '' : `, not ${JSON.stringify(env[name])}`;
    throw new ConfigError(`${name} must be ${EXPECTED[name]}${got}.`);
  }
  const { PORT, HOST, DATA_DIR, DATABASE_URL, REDIS_URL, PUBLIC_URL, TRUSTED_PROXIES, METRICS_TOKEN, LOG_LEVEL } =
    parsed.data;
  return {
    port: PORT,
    host: HOST,
    dataDir: resolve(DATA_DIR),
    databaseUrl: DATABASE_URL,
    redisUrl: REDIS_URL,
    publicUrl: PUBLIC_URL,
    trustedProxies: TRUSTED_PROXIES,
    metricsToken: METRICS_TOKEN,
    logLevel: LOG_LEVEL,
    demo: argv.includes('--demo'),
  };
}
