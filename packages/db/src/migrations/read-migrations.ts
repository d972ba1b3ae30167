import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface Migration {
  /**
   * The folder's name: `<14 digits of UTC time>_<words>`; names sort in the order of application.
   */
  readonly name: string;
  readonly sql: string;
  /** SHA-256 of the file, hex: the same that `prisma migrate` records. */
  readonly checksum: string;
}

/** Reads a folder in Prisma's layout: `<name>/migration.sql`, oldest first. */
export async function readMigrations(migrationsDir: string): Promise<Migration[]> {
  const entries = await readdir(migrationsDir, { withFileTypes: true });
  const names = entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
  return Promise.all(
    names.map(async (name) => {
      const bytes = await readFile(join(migrationsDir, name, 'migration.sql'));
      return { name, sql: bytes.toString('utf8'), checksum: createHash('sha256').update(bytes).digest('hex') };
    }),
  );
}
