import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Config, ConfigError, readConfig } from './config.ts';

describe('readConfig', () => {
  test('has a default for every setting', () => {
    expect(readConfig({}, [])).toMatchObject({
      port: 3000,
      host: '0.0.0.0',
      databaseUrl: null,
      redisUrl: null,
      publicUrl: null,
      trustedProxies: [],
      metricsToken: null,
      demo: false,
    });
    const empty = readConfig({ PORT: '', DATABASE_URL: ' ', REDIS_URL: '' }, []);
    expect(empty).toMatchObject({ port: 3000, databaseUrl: null, redisUrl: null });
  });

  test('reads what is set', () => {
    const config = readConfig(
      {
        PORT: '8080',
        HOST: '::1',
        DATA_DIR: '/srv/gongyi',
        DATABASE_URL: 'postgresql://a:b@db/gongyi',
        REDIS_URL: 'rediss://:c@cache:6380/1',
        PUBLIC_URL: 'https://gongyi.example.org/',
        TRUSTED_PROXIES: '10.0.0.7, fd00::/8',
        METRICS_TOKEN: 'a-token-of-ours/+=',
      },
      ['--demo'],
    );
    expect(config).toEqual({
      port: 8080,
      host: '::1',
      dataDir: '/srv/gongyi',
      databaseUrl: 'postgresql://a:b@db/gongyi',
      redisUrl: 'rediss://:c@cache:6380/1',
      publicUrl: 'https://gongyi.example.org',
      trustedProxies: ['10.0.0.7', 'fd00::/8'],
      metricsToken: 'a-token-of-ours/+=',
      logLevel: 'warn',
      demo: true,
    });
  });

  test.each([
    ['PORT', '99999'],
    ['PORT', '-1'],
    ['PORT', '80a'],
    ['HOST', 'not a host'],
    ['PUBLIC_URL', 'gongyi.example.org'],
    ['PUBLIC_URL', 'https://example.org/path'],
    ['TRUSTED_PROXIES', 'proxy.example.org'],
    ['LOG_LEVEL', 'loud'],
  ])('refuses %s=%s in one line that names it', (name, value) => {
    const attempt = () => readConfig({ [name]: value }, []);
    expect(attempt).toThrow(ConfigError);
    expect(attempt).toThrow(new RegExp(`^${name} must be [^\\n]+$`));
  });

  test.each<[name: string, value: string, expected: Partial<Config>]>([
    ['PORT', '0', { port: 0 }],
    ['PORT', '65535', { port: 65_535 }],
    ['HOST', '127.0.0.1', { host: '127.0.0.1' }],
    ['HOST', 'gongyi.local', { host: 'gongyi.local' }],
    ['DATABASE_URL', 'postgres://db/gongyi', { databaseUrl: 'postgres://db/gongyi' }],
    ['DATABASE_URL', 'postgresql://db:5433/gongyi?a=b', { databaseUrl: 'postgresql://db:5433/gongyi?a=b' }],
    ['REDIS_URL', 'redis://cache', { redisUrl: 'redis://cache' }],
    ['PUBLIC_URL', 'http://10.0.0.7:8080', { publicUrl: 'http://10.0.0.7:8080' }],
    ['PUBLIC_URL', 'https://Gongyi.Example.org:443/', { publicUrl: 'https://gongyi.example.org' }],
    ['PUBLIC_URL', ' ', { publicUrl: null }],
    ['HOST', ' ', { host: '0.0.0.0' }],
    ['TRUSTED_PROXIES', ' ', { trustedProxies: [] }],
    ['TRUSTED_PROXIES', '10.0.0.0/32,::1/128', { trustedProxies: ['10.0.0.0/32', '::1/128'] }],
    ['LOG_LEVEL', '', { logLevel: 'warn' }],
    ...(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const).map(
      (logLevel): [string, string, Partial<Config>] => ['LOG_LEVEL', logLevel, { logLevel }],
    ),
  ])('takes %s=%s', (name, value, expected) => {
    expect(readConfig({ [name]: value }, [])).toMatchObject(expected);
  });

  test('finds the folder of its data from where it was started', () => {
    expect(readConfig({}, []).dataDir).toBe(resolve('data'));
    expect(readConfig({ DATA_DIR: '../elsewhere' }, []).dataDir).toBe(resolve('../elsewhere'));
  });

  test.each([
    ['PORT', '65536'],
    ['PORT', '3000.5'],
    ['PORT', ' 80'],
    ['DATA_DIR', 'x'.repeat(1_001)],
    ['DATABASE_URL', 'postgresql://'],
    ['DATABASE_URL', 'postgresql://[db/gongyi'],
    ['DATABASE_URL', 'x-postgresql://db/gongyi'],
    ['REDIS_URL', 'x-redis://cache'],
    ['PUBLIC_URL', 'ftp://example.org'],
    ['PUBLIC_URL', 'https://example.org/x/'],
    ['TRUSTED_PROXIES', '10.0.0.7,'],
    ['TRUSTED_PROXIES', '10.0.0.0/33'],
    ['TRUSTED_PROXIES', '::1/129'],
    ['TRUSTED_PROXIES', '10.0.0.0/8/8'],
    ['TRUSTED_PROXIES', '10.0.0.0/'],
    ['TRUSTED_PROXIES', 'fe80::1%eth0'],
    ['TRUSTED_PROXIES', Array(2_000).fill('::1').concat('10.0.0.0/8').join(', ')],
    ['LOG_LEVEL', 'WARN'],
  ])('does not take %s=%s', (name, value) => {
    expect(() => readConfig({ [name]: value }, [])).toThrow(new RegExp(`^${name} must be `));
  });

  test('says what it got, where that is no secret', () => {
    expect(() => readConfig({ PORT: '80a' }, [])).toThrow('PORT must be a whole number from 0 to 65535, not "80a".');
    expect(() => readConfig({ DATABASE_URL: 'x' }, [])).toThrow(/gongyi\.$/);
  });

  test('passes over the -- that a script runner leaves', () => {
    expect(readConfig({}, ['--', '--demo']).demo).toBe(true);
    expect(readConfig({}, ['--']).demo).toBe(false);
  });

  test('does not repeat a wrong DATABASE_URL, which may hold a password', () => {
    const attempt = () => readConfig({ DATABASE_URL: 'mysql://root:secret@db/x' }, []);
    expect(attempt).toThrow(/^DATABASE_URL must be an address such as postgresql:/);
    expect(attempt).not.toThrow(/secret/);
  });

  test.each(['too-short-secret'.slice(1), 'a secret with spaces', `secret-${'x'.repeat(200)}`, '密'.repeat(16)])(
    'refuses METRICS_TOKEN=%s without repeating it',
    (token) => {
      const attempt = () => readConfig({ METRICS_TOKEN: token }, []);
      expect(attempt).toThrow(/^METRICS_TOKEN must be 16 to 200 [^\n]+$/);
      expect(attempt).not.toThrow(/secret|密/);
    },
  );

  test.each(['cache:6379', 'http://:secret@cache', 'redis://', 'redis://:secret@'])(
    'refuses REDIS_URL=%s without repeating the password that it may hold',
    (url) => {
      const attempt = () => readConfig({ REDIS_URL: url }, []);
      expect(attempt).toThrow(/^REDIS_URL must be an address such as redis:[^\n]+$/);
      expect(attempt).not.toThrow(/secret/);
    },
  );

  test('refuses an unknown argument', () => {
    expect(() => readConfig({}, ['--dmeo'])).toThrow('--dmeo');
  });
});
