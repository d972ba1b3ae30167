import { describe, expect, test } from 'vitest';
import { ConfigError, readConfig } from './config.ts';

describe('readConfig', () => {
  test('has a default for every setting', () => {
    expect(readConfig({}, [])).toMatchObject({
      port: 3000,
      host: '0.0.0.0',
      databaseUrl: null,
      redisUrl: null,
      publicUrl: null,
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
    ['LOG_LEVEL', 'loud'],
  ])('refuses %s=%s in one line that names it', (name, value) => {
    const attempt = () => readConfig({ [name]: value }, []);
    expect(attempt).toThrow(ConfigError);
    expect(attempt).toThrow(new RegExp(`^${name} must be [^\\n]+$`));
  });

  test('does not repeat a wrong DATABASE_URL, which may hold a password', () => {
    const attempt = () => readConfig({ DATABASE_URL: 'mysql://root:secret@db/x' }, []);
    expect(attempt).toThrow(/^DATABASE_URL must be an address such as postgresql:/);
    expect(attempt).not.toThrow(/secret/);
  });

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
