import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from '@prisma/driver-adapter-utils';
import * as engineModule from '@prisma/schema-engine-wasm/schema_engine_bg';
import pg from 'pg';
import { readMigrations } from './read-migrations.ts';

/*
 * Prisma's schema engine as WebAssembly: what `prisma migrate` runs, without a binary to download.
 * For development and tests only; the server never loads it.
 */

/**
 * The one function of WebAssembly used here; its types come with the DOM library, which this
 * package does without.
 */
declare const WebAssembly: {
  instantiate(
    bytes: Uint8Array,
    imports: Record<string, unknown>,
  ): Promise<{ instance: { exports: Record<string, unknown> } }>;
};

let loaded: Promise<void> | undefined;

async function loadEngine(): Promise<void> {
  // Where the engine leaves its last words; without it, they are lost behind a TypeError.
  Object.assign(globalThis, {
    PRISMA_WASM_PANIC_REGISTRY: {
      set_message(message: string) {
        throw new Error(message);
      },
    },
  });
  const wasmPath = createRequire(import.meta.url)
    .resolve('@prisma/schema-engine-wasm/schema_engine_bg')
    .replace(/\.js$/, '.wasm');
  // By hand, because the package's own entry imports the .wasm file as a module, which Node 20
  // cannot.
  const { instance } = await WebAssembly.instantiate(await readFile(wasmPath), {
    './schema_engine_bg.js': engineModule,
  });
  engineModule.__wbg_set_wasm(instance.exports);
  (instance.exports.__wbindgen_start as () => void)();
}

const OID_OF_CATALOG_CHAR = 18;
const OID_OF_TEXT = 25;

/**
 * A pool and an adapter on it that the engine can read the catalog through.
 *
 * Many of the catalog's columns have the one-byte type `"char"`, which the adapter of this version
 * refuses as unsupported and the engine insists on. So it passes the adapter as text, and is named
 * again on the other side.
 */
function createCatalogAdapter(connectionString: string) {
  const pool = new pg.Pool({ connectionString });
  const charColumnsOf = new WeakMap<unknown[], number[]>();
  const query = pool.query.bind(pool) as (...args: unknown[]) => Promise<pg.QueryArrayResult>;
  const queryWithoutChar = async (...args: unknown[]) => {
    const result = await query(...args);
    const charColumns = result.fields.flatMap((field, index) =>
      field.dataTypeID === OID_OF_CATALOG_CHAR ? [index] : [],
    );
    for (const field of result.fields) if (field.dataTypeID === OID_OF_CATALOG_CHAR) field.dataTypeID = OID_OF_TEXT;
    charColumnsOf.set(result.rows, charColumns);
    return result;
  };
  Object.assign(pool, { query: queryWithoutChar });

  const factory = new PrismaPg(pool);
  const connect = factory.connect.bind(factory);
  factory.connect = async () => {
    const adapter = await connect();
    const queryRaw = adapter.queryRaw.bind(adapter);
    adapter.queryRaw = async (sqlQuery) => {
      const result = await queryRaw(sqlQuery);
      for (const index of charColumnsOf.get(result.rows) ?? []) result.columnTypes[index] = ColumnTypeEnum.Character;
      return result;
    };
    return adapter;
  };
  return { pool, factory };
}

async function openEngine(connectionString: string, schemaPath: string, schema: string) {
  loaded ??= loadEngine();
  await loaded;
  const { pool, factory } = createCatalogAdapter(connectionString);
  const adapter = bindMigrationAwareSqlAdapterFactory(factory);
  const engine = await engineModule.SchemaEngine.new({ datamodels: [[schemaPath, schema]] }, () => undefined, adapter);
  return {
    engine,
    async [Symbol.asyncDispose]() {
      engine.free();
      await pool.end();
    },
  };
}

/**
 * The SQL that would turn the database at `connectionString` into what the schema file describes;
 * an empty string when they agree.
 */
export async function diffDatabaseToSchema(connectionString: string, schemaPath: string): Promise<string> {
  const content = await readFile(schemaPath, 'utf8');
  const files = [{ path: schemaPath, content }];
  await using opened = await openEngine(connectionString, schemaPath, content);
  const { stdout } = await opened.engine.diff({
    from: { tag: 'schemaDatasource', files, configDir: '' },
    to: { tag: 'schemaDatamodel', files },
    script: true,
    exitCode: true,
    filters: { externalTables: [], externalEnums: [] },
  });
  const script = (stdout ?? '').trim();
  return script === '-- This is an empty migration.' ? '' : script;
}

/**
 * What `prisma migrate status` would say of a database: null when its history is the one in the
 * folder.
 */
export async function diagnoseHistory(connectionString: string, migrationsDir: string, schemaPath: string) {
  const migrations = await readMigrations(migrationsDir);
  await using opened = await openEngine(connectionString, schemaPath, await readFile(schemaPath, 'utf8'));
  const { history, editedMigrationNames, failedMigrationNames } = await opened.engine.diagnoseMigrationHistory({
    migrationsList: {
      baseDir: migrationsDir,
      lockfile: { path: 'migration_lock.toml', content: 'provider = "postgresql"' },
      shadowDbInitScript: '',
      migrationDirectories: migrations.map(({ name, sql }) => ({
        path: name,
        migrationFile: { path: 'migration.sql', content: { tag: 'ok', value: sql } },
      })),
    },
    optInToShadowDatabase: false,
    filters: { externalTables: [], externalEnums: [] },
  });
  return { history, editedMigrationNames, failedMigrationNames };
}
