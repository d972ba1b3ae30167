/**
 * Migrations, written without a schema engine binary and without a database of one's own.
 *
 *   node prisma/migrate.mjs <words>   writes what schema.prisma has and they have not, into
 *                                     migrations/<time>_<words>/migration.sql
 *   node prisma/migrate.mjs --check   fails when schema.prisma and the migrations differ
 *
 * Read what it wrote before committing it: a renamed field, for example, is written as a loss and a
 * gain.
 */
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const prismaDir = dirname(fileURLToPath(import.meta.url));
// The work is done by the package's own TypeScript, which Node 20 cannot run as it is.
const outfile = join(prismaDir, '..', 'node_modules', '.cache', 'gongyi-migrate.mjs');
await build({
  entryPoints: [join(prismaDir, '..', 'src', 'migrations', 'write-migration.ts')],
  outfile,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20.19',
  packages: 'external',
  logLevel: 'warning',
});
const { writeMigration } = await import(pathToFileURL(outfile).href);

const argument = process.argv[2];
if (!argument) {
  console.error('Usage: node prisma/migrate.mjs <words_for_the_change> | --check');
  process.exit(2);
}
const check = argument === '--check';
const { sql, path } = await writeMigration({
  schemaPath: join(prismaDir, 'schema.prisma'),
  migrationsDir: join(prismaDir, 'migrations'),
  name: check ? undefined : argument,
});
if (sql === '') {
  console.log('schema.prisma and the migrations agree.');
} else if (path) {
  console.log(`Wrote ${path}. Read it before you commit it.`);
} else {
  console.error(`schema.prisma has what the migrations have not. Run: node prisma/migrate.mjs <words>\n\n${sql}`);
  process.exit(1);
}
