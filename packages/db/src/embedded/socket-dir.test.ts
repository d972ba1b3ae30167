import { chmod, chown, mkdir, mkdtemp, rm, stat, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { chooseSocketDir, ensureSocketDir } from './socket-dir.ts';

let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'gongyi-socket-'));
});
afterAll(() => rm(dir, { recursive: true }));

const self = { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 };

test('a short path holds its own socket', () => {
  expect(chooseSocketDir('/srv/gongyi/data')).toBe('/srv/gongyi/data/postgres-socket');
});

test('a path too long in bytes has its socket in the temporary folder, always the same', () => {
  const long = `/srv/${'优环境促发展'.repeat(5)}`;
  expect(chooseSocketDir(long, ['/tmp'])).toMatch(/^\/tmp\/gongyi-[0-9a-f]{16}$/);
  expect(chooseSocketDir(long, ['/tmp'])).toBe(chooseSocketDir(long, ['/tmp']));
  expect(chooseSocketDir(`${long}2`, ['/tmp'])).not.toBe(chooseSocketDir(long, ['/tmp']));
});

test('a temporary folder that is too long itself is passed over', () => {
  expect(chooseSocketDir(`/${'x'.repeat(100)}`, [`/${'y'.repeat(100)}`, '/tmp'])).toMatch(/^\/tmp\/gongyi-/);
});

test('the folder is private, also when it was left open', async () => {
  const path = join(dir, 'a');
  await mkdir(path);
  await chmod(path, 0o777);
  await ensureSocketDir(path, self);
  expect((await stat(path)).mode & 0o777).toBe(0o700);
});

test('a link somebody put in its place is refused', async () => {
  const path = join(dir, 'b');
  await symlink('/tmp', path);
  await expect(ensureSocketDir(path, self)).rejects.toThrow('belongs to somebody else');
});

test.runIf(self.uid === 0)('a folder of somebody else is refused', async () => {
  const path = join(dir, 'c');
  await mkdir(path);
  await chown(path, 12345, 12345);
  await expect(ensureSocketDir(path, self)).rejects.toThrow('belongs to somebody else');
});
