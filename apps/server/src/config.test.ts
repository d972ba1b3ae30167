import { describe, expect, test } from 'vitest';
import { ConfigError, readConfig } from './config.ts';

describe('readConfig', () => {
  test('has a default for every setting', () => {
    expect(readConfig({}, [])).toMatchObject({
      port: 3000,
      host: '0.0.0.0',
      databaseUrl: null,
      publicUrl: null,
      demo: false,
    });
    expect(readConfig({ PORT: '', DATABASE_URL: ' ' }, [])).toMatchObject({ port: 3000, databaseUrl: null });
  });

  test('reads what is set', () => {
    const config = readConfig(
      {
        PORT: '8080',
        HOST: '::1',
        DATA_DIR: '/srv/gongyi',
        DATABASE_URL: 'postgresql://a:b@db/gongyi',
        PUBLIC_URL: 'https://gongyi.example.org/',
      },
      ['--demo'],
    );
    expect(config).toEqual({
      port: 8080,
      host: '::1',
      dataDir: '/srv/gongyi',
      databaseUrl: 'postgresql://a:b@db/gongyi',
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

  test('refuses an unknown argument', () => {
    expect(() => readConfig({}, ['--dmeo'])).toThrow('--dmeo');
  });
});
